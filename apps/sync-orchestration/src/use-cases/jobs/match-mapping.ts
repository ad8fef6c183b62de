import { Failure } from '@tandem/domain/failure';
import { keysOfCriteria, MatchCriterion } from '@tandem/domain/mapping/match-criteria';
import { MatchKey } from '@tandem/domain/mapping/table-mapping';
import { allows, Direction } from '@tandem/domain/value';
import { Job, priorities } from '../../domain/jobs/job';
import { Collections, UnitOfWork } from '../../domain/unit-of-work';
import { KnowConnection } from '../connections/know-connection';
import { mappingCalled, mappingsOf } from '../connections/mappings-of';
import { planJob } from './plan-job';
import { StartJob } from './start-job';

/** What a person asks for. */
export interface MatchRequest {
  readonly connectionId: string;
  readonly mapping: string;
  /** The keys of the mapping where it is absent. */
  readonly criteria?: readonly MatchCriterion[];
  /** A full run follows, which creates what has no counterpart. */
  readonly createUnmatched?: boolean;
  /** Pairs are shown and wait for approval; nothing is created. */
  readonly dryRun?: boolean;
}

/** Pairs the uncoupled records of a mapping by its keys, as the match of a review does. */
export class MatchMapping {
  constructor(
    private readonly work: UnitOfWork,
    private readonly knowConnection: KnowConnection,
    private readonly startJob: StartJob,
  ) {}

  /** Ids of the jobs in the order in which they run; the first is the match, whose run has the same id. */
  async run(request: MatchRequest): Promise<readonly [string, ...string[]]> {
    const card = await this.knowConnection.enabledFor({ connectionId: request.connectionId, dryRun: request.dryRun === true });
    return this.work.run(request.connectionId, async (collections) => {
      const mapping = mappingCalled(request.mapping, mappingsOf(card, await collections.mappingSettings.all(card.connectionId)));
      const directions = (['toSales', 'fromSales'] as const).filter((one) => allows(mapping.direction, one));
      const matchOn = request.criteria && keysOfCriteria(mapping, request.criteria);
      const match = await this.startMatch(collections, request, { direction: directions[0] ?? 'toSales', matchOn });
      const creates = request.createUnmatched === true && request.dryRun !== true;
      const wishes = { criteria: request.criteria ?? null, createUnmatched: creates, dryRun: request.dryRun === true };
      const { connectionId } = request;
      await collections.auditNotes.add({ connectionId, action: 'match.started', target: match.id, fields: [mapping.name], after: wishes });
      return [match.id, ...(creates ? await this.createAfter(collections, match, directions) : [])] as const;
    });
  }

  private async startMatch(
    collections: Collections,
    { connectionId, mapping, dryRun }: MatchRequest,
    { direction, matchOn }: { direction: Direction; matchOn?: readonly MatchKey[] },
  ): Promise<Job> {
    const plan = await planJob(collections, {
      ...{ connectionId, mapping, direction, matchOn, reason: 'match', trigger: 'person' },
      ...{ priority: priorities.interactive, preview: dryRun === true },
    });
    const job = await collections.jobs.add(plan);
    if (!job) throw matchIsRunning(mapping);
    await this.startJob.run(collections, job);
    return job;
  }

  private async createAfter(collections: Collections, match: Job, directions: readonly Direction[]): Promise<string[]> {
    const { connectionId, mapping } = match;
    const jobs: string[] = [];
    for (const direction of directions) {
      const afterJobId = jobs.at(-1) ?? match.id;
      const plan = await planJob(collections, { connectionId, mapping, direction, reason: 'full', trigger: 'person', afterJobId });
      const job = await collections.jobs.add(plan);
      if (job) jobs.push(job.id);
    }
    return jobs;
  }
}

const matchIsRunning = (mapping: string): Failure =>
  new Failure('blocked', 'match.alreadyRuns', `A match of ${mapping} is running already.`, {
    help: 'Wait for its end, or cancel its job.',
  });
