import { randomUUID } from 'node:crypto';
import { Failure } from '@tandem/domain/failure';
import { TableMapping } from '@tandem/domain/mapping/table-mapping';
import { allows, Direction } from '@tandem/domain/value';
import { priorities } from '../../domain/jobs/job';
import { idsPages } from '../../domain/jobs/page';
import { Collections, UnitOfWork } from '../../domain/unit-of-work';
import { KnowConnection } from '../connections/know-connection';
import { mappingCalled, mappingsOf } from '../connections/mappings-of';
import { planJob } from './plan-job';
import { StartJob } from './start-job';

/** What a person, or a schedule, asks for. */
export interface SynchronizeRequest {
  readonly connectionId: string;
  readonly mapping: string;
  readonly direction?: Direction;
  readonly full?: boolean;
  readonly ids?: readonly string[];
  readonly force?: boolean;
  readonly dryRun?: boolean;
  readonly trigger?: 'person' | 'schedule';
}

/** Starts the run of one mapping: what has changed, everything, or some records. */
export class Synchronize {
  constructor(
    private readonly work: UnitOfWork,
    private readonly knowConnection: KnowConnection,
    private readonly startJob: StartJob,
  ) {}

  /** Ids of the jobs in the order in which they run; a job that is active already stands for a new one, and runs again. */
  async run(request: SynchronizeRequest): Promise<string[]> {
    const card = await this.knowConnection.enabled(request.connectionId);
    return this.work.run(request.connectionId, async (collections) => {
      const mapping = mappingCalled(request.mapping, mappingsOf(card, await collections.mappingSettings.all(card.connectionId)));
      const directions = directionsOf(mapping, request);
      if (request.ids) return [await this.startIds(collections, { ...request, ids: request.ids, direction: directions[0]! })];
      return this.startChain(collections, request, directions);
    });
  }

  /** Every mapping of a connection, each with what has changed. */
  async all(connectionId: string, trigger: 'person' | 'schedule' = 'person'): Promise<string[]> {
    const card = await this.knowConnection.enabled(connectionId);
    return this.work.run(connectionId, async (collections) => {
      const jobs: string[] = [];
      for (const mapping of mappingsOf(card, await collections.mappingSettings.all(connectionId)))
        jobs.push(...(await this.startChain(collections, { connectionId, mapping: mapping.name, trigger }, directionsOf(mapping, {}))));
      return jobs;
    });
  }

  private async startChain(collections: Collections, request: SynchronizeRequest, directions: readonly Direction[]): Promise<string[]> {
    const { connectionId, mapping, full, trigger = 'person' } = request;
    const overlay = request.dryRun ? randomUUID() : null;
    const started: string[] = [];
    for (const direction of directions) {
      const reason = full ? ('full' as const) : ('changes' as const);
      const afterJobId = started.at(-1) ?? null;
      const priority = trigger === 'person' && !full ? priorities.interactive : undefined;
      const job = await collections.jobs.add(
        await planJob(collections, { connectionId, mapping, direction, reason, trigger, overlay, afterJobId, priority }),
      );
      if (job && afterJobId === null) await this.startJob.run(collections, job);
      started.push(job?.id ?? (await this.again(collections, { connectionId, mapping, direction, overlay })));
    }
    return started;
  }

  private async again(
    { jobs }: Collections,
    key: { connectionId: string; mapping: string; direction: Direction; overlay: string | null },
  ): Promise<string> {
    const active = await jobs.active(key);
    if (!active) throw new Failure('transient', 'job.justEnded', 'The run that was active has just ended.', { retryAfterMs: 100 });
    await jobs.runAgain(active.id);
    return active.id;
  }

  private async startIds(
    collections: Collections,
    request: SynchronizeRequest & { ids: readonly string[]; direction: Direction },
  ): Promise<string> {
    const { connectionId, mapping, direction, ids, force, dryRun } = request;
    const plan = await planJob(collections, {
      ...{ connectionId, mapping, direction, force, overlay: dryRun ? randomUUID() : null },
      ...{ reason: 'ids', trigger: 'person', priority: priorities.interactive, createUncoupled: true },
    });
    const job = (await collections.jobs.add(plan))!;
    await collections.pages.add(job, idsPages([...new Set(ids)], { sequence: 0, part: '', dueReason: 'now' }));
    await collections.jobs.markWhole(job.id, null);
    await collections.jobs.move(job.id, 'start');
    return job.id;
  }
}

/** @throws Failure `rejected` `job.wrongDirection`, `job.directionNeeded` */
function directionsOf(mapping: TableMapping, { direction, ids, force }: Partial<SynchronizeRequest>): Direction[] {
  const allowed = (['toSales', 'fromSales'] as const).filter((one) => allows(mapping.direction, one));
  if (force && !ids)
    throw new Failure('rejected', 'job.forceNeedsIds', 'Only chosen records can be forced in one direction.', {
      help: 'Name the records in ids.',
    });
  if (direction === undefined) {
    if (ids && allowed.length > 1)
      throw new Failure('rejected', 'job.directionNeeded', 'Records are chosen, but not the side they belong to.', {
        help: 'Name a direction: the ids are those of its source.',
      });
    return allowed;
  }
  if (allowed.includes(direction)) return [direction];
  throw new Failure('rejected', 'job.wrongDirection', `${mapping.name} does not go ${direction}.`, {
    help: `It goes ${allowed.join(' and ')}.`,
  });
}
