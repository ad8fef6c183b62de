/** A page of a watched table: the records that its rows concern are due, though nobody has touched them. No record is carried over here, none is counted. */
import { Failure } from '@tandem/domain/failure';
import { Watch } from '@tandem/domain/mapping/table-mapping';
import { PageRead } from '@tandem/domain/ports/record-store';
import { isBlankValue } from '@tandem/domain/sync/canonical';
import { Pages } from './ports/pages';
import { chunkSize, piecesOf, readCursor } from './read-page';
import { Run, sourceStore, sourceTable } from './run';

/** The name of the watched table that a page is of. */
export const watchedTableOf = ({ page: { start } }: Run): string | undefined => (start.kind === 'ids' ? undefined : start.watches);

function watchOf(run: Run): Watch {
  const name = watchedTableOf(run);
  const watch = run.plan.mapping.alsoWatches.find(({ table }) => table.name === name);
  if (watch) return watch;
  throw new Failure('bug', 'page.notWatched', `${run.page.mapping} does not watch ${name}.`);
}

/** A deleted row does not say whose it was, and some rows concern every record. */
function concernsAll(run: Run, { concernsAll: fact, businessKey }: Watch, { records, deletedIds }: PageRead): boolean {
  const everybody = fact && run.plan.surroundings[fact];
  return deletedIds.length > 0 || (everybody !== undefined && records.some(({ values }) => values[businessKey] === everybody));
}

/** The records that rows name: by their id, or by the business key of their table. */
async function recordsNamed(run: Run, { table, businessKey }: Watch, { records }: PageRead): Promise<string[]> {
  const named = [...new Set(records.map(({ values }) => values[businessKey] ?? null).filter((value) => !isBlankValue(value)))];
  const kind = table.columns[businessKey]?.kind;
  const [key] = sourceTable(run).businessKey;
  if (key === undefined || kind === 'id' || kind === 'lookup') return named.map(String);
  const found: string[] = [];
  for (const piece of piecesOf(named, chunkSize)) {
    const keys = piece.map((value) => [value]);
    found.push(...(await sourceStore(run).findByKeys({ table: sourceTable(run), columns: [key], select: [], keys })).map(({ id }) => id));
  }
  return found;
}

const everyRecord = async (run: Run): Promise<string[]> => (await sourceStore(run).readAll(sourceTable(run), [])).map(({ id }) => id);

/** Hands the page on, then tells which records are due. A full run carries every record anyway: it only learns how far the table has been read. */
export async function watchPage(run: Run, pages: Pages): Promise<void> {
  const { page, tally } = run;
  const watch = watchOf(run);
  const read = await readCursor(run, watch.table, [watch.businessKey]);
  if (!page.handedOn) await pages.handOn(page, { end: read.end, next: read.next, watermark: read.watermark, deletedIds: [], rows: 0 });
  if (page.reason === 'full') return;
  const due = concernsAll(run, watch, read) ? await everyRecord(run) : await recordsNamed(run, watch, read);
  for (const recordId of due) tally.due({ recordId, mapping: page.mapping, direction: page.direction, reason: 'watched' }, false);
}
