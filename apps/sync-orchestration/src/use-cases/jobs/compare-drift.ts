import { TableMapping } from '@tandem/domain/mapping/table-mapping';
import { allows, Direction } from '@tandem/domain/value';
import { Job } from '../../domain/jobs/job';
import { Collections, UnitOfWork } from '../../domain/unit-of-work';
import { KnowConnection } from '../connections/know-connection';
import { mappingCalled, mappingsOf } from '../connections/mappings-of';
import { planJob } from './plan-job';

/** What a person wants compared. */
export interface DriftRequest {
  readonly connectionId: string;
  /** All mappings where it is absent. */
  readonly mapping?: string;
}

interface Wanted {
  readonly connectionId: string;
  readonly mapping: string;
  readonly direction: Direction;
  readonly afterJobId: string | null;
}

/**
 * Compares every coupled record with its counterpart, whatever was agreed, and repairs what differs: edits of one-way fields, changes that no feed has told, records that
 * are gone. The pages are made from the coupled ids, as those of a presence compare are.
 */
export class CompareDrift {
  constructor(
    private readonly work: UnitOfWork,
    private readonly knowConnection: KnowConnection,
  ) {}

  async run({ connectionId, mapping }: DriftRequest): Promise<void> {
    const card = await this.knowConnection.enabled(connectionId);
    await this.work.run(connectionId, async (collections) => {
      const all = mappingsOf(card, await collections.mappingSettings.all(connectionId));
      for (const one of mapping === undefined ? all : [mappingCalled(mapping, all)]) await this.compare(collections, connectionId, one);
    });
  }

  private async compare(collections: Collections, connectionId: string, { name, direction: allowed }: TableMapping): Promise<void> {
    let before: Job | null = null;
    for (const direction of ['toSales', 'fromSales'] as const) {
      if (!allows(allowed, direction) || (await collections.driftCompares.active(connectionId, name, direction))) continue;
      before = await this.add(collections, { connectionId, mapping: name, direction, afterJobId: before?.id ?? null });
    }
  }

  private async add(collections: Collections, wanted: Wanted): Promise<Job | null> {
    const { jobs, driftCompares } = collections;
    const plan = await planJob(collections, { ...wanted, reason: 'ids', trigger: 'person', comparePresence: true });
    const job = await jobs.add(plan);
    if (!job) return null;
    await driftCompares.begin(job);
    const { connectionId, mapping, direction } = wanted;
    await collections.auditNotes.add({ connectionId, action: 'drift.compared', target: job.id, fields: [mapping, direction] });
    await jobs.markWhole(job.id, null);
    if (wanted.afterJobId === null) await jobs.move(job.id, 'start');
    return job;
  }
}
