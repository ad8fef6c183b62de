/**
 * What a run reads, one table after the other: those that its mapping watches, then its own. A full run sees every record anyway, but must know how far the watched
 * tables were read when it began: what changes in them later makes records due in the run that follows.
 */
import { mappingNamed } from '@tandem/domain/catalogue/index';
import { watchesOf } from '@tandem/domain/mapping/table-mapping';
import { Job } from '../../domain/jobs/job';
import { RangeStart } from '../../domain/jobs/page';
import { Collections } from '../../domain/unit-of-work';

function watchedTables({ mapping, direction, reason }: Job): string[] {
  const entry = reason === 'match' ? undefined : mappingNamed(mapping);
  return entry ? watchesOf(entry, direction).map(({ table }) => table.name) : [];
}

/**
 * Where the table begins that is read after the watched table `read`; without it, the first one. A job that compares presence takes the place of one whose watermark had
 * expired, and begins anew.
 */
export async function startAfter({ watermarks }: Collections, job: Job, read?: string): Promise<RangeStart> {
  const tables = watchedTables(job);
  const watches = tables[read === undefined ? 0 : tables.indexOf(read) + 1];
  const marks = job.reason === 'changes' && !job.comparePresence ? await watermarks.of(job) : null;
  const from = watches === undefined ? marks?.own : marks?.watched[watches];
  return { ...(from === undefined ? { kind: 'baseline', token: null } : { kind: 'changes', token: from }), ...(watches && { watches }) };
}
