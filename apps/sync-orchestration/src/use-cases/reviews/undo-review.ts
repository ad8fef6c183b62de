import { Failure } from '@tandem/domain/failure';
import { CouplingDirectory } from '../../domain/due/needs';
import { Job, priorities } from '../../domain/jobs/job';
import { idsPages } from '../../domain/jobs/page';
import { complete } from '../../domain/jobs/run-counters';
import { Review, reviewAfter } from '../../domain/reviews/review';
import { CreatedRecord, CreatedRun, keptIssue, UndoStep, undoStep } from '../../domain/reviews/undo';
import { Collections, UnitOfWork } from '../../domain/unit-of-work';
import { KnowConnection } from '../connections/know-connection';
import { CloseJob } from '../jobs/close-job';
import { planJob } from '../jobs/plan-job';
import { reviewCalled, ReviewKey } from './control-review';

/** Most created records in one question to the coupling service. */
const atOnce = 5_000;

const nothingSent = { sales: 0, businessCentral: 0 };

interface Found {
  readonly run: CreatedRun;
  readonly records: readonly CreatedRecord[];
}

/** Takes back what a review has created: first all of it is looked at, then it goes wave by wave; what has been changed since is kept and listed. */
export class UndoReview {
  constructor(
    private readonly work: UnitOfWork,
    private readonly couplings: CouplingDirectory,
    private readonly knowConnection: KnowConnection,
    private readonly closeJob: CloseJob,
  ) {}

  /** @throws Failure `rejected` `review.notFound`, `review.nothingToUndo`; `blocked` `review.wrongState`, `review.anotherIsActive`, `connection.disabled` */
  async run(key: ReviewKey): Promise<void> {
    await this.knowConnection.enabled(key.connectionId);
    const review = await this.work.run(key.connectionId, async (collections) => {
      const found = await reviewCalled(collections, key);
      if (found.dryRun) throw nothingToUndo();
      const undoing = reviewAfter(found.state, 'undo');
      if (!(await collections.reviews.setState(found.id, undoing))) throw anotherIsActive();
      await collections.auditNotes.add({ connectionId: key.connectionId, action: 'review.undo', target: found.id });
      return found;
    });
    await this.advance(review);
  }

  /** Goes on with what is next, once what was on its way has ended; without anything left the review is undone. */
  async advance({ id, connectionId }: Pick<Review, 'id' | 'connectionId'>): Promise<void> {
    const step = await this.work.run(connectionId, (collections) => nextStep(collections, id));
    if (!step) return;
    const runs = step.kind === 'look' ? step.runs : (step.waves[0] ?? []);
    const found = await Promise.all(
      runs.map(async (run): Promise<Found> => ({ run, records: await this.createdIn({ id, connectionId }, run) })),
    );
    const created = step.kind === 'look' ? found.filter(({ records }) => records.length > 0) : found;
    await this.work.run(connectionId, (collections) => this.carryOut(collections, id, { kind: step.kind, created }));
  }

  private async createdIn(review: Pick<Review, 'id' | 'connectionId'>, run: CreatedRun): Promise<CreatedRecord[]> {
    const created: CreatedRecord[] = [];
    for (let after: string | null = null; ;) {
      const page = await this.couplings.created({ connectionId: review.connectionId, reviewId: review.id, ...run }, after, atOnce);
      created.push(...page.records);
      if (page.records.length < atOnce || page.last === null) return created;
      after = page.last;
    }
  }

  private async carryOut(
    collections: Collections,
    reviewId: string,
    { kind, created }: { kind: UndoStep['kind']; created: readonly Found[] },
  ): Promise<void> {
    if ((await nextStep(collections, reviewId))?.kind !== kind) return;
    if (created.length === 0) return void (await collections.reviews.setState(reviewId, 'undone'));
    for (const { run, records } of created) {
      const job = await this.addJob(collections, reviewId, { run, looks: kind === 'look' });
      const ids = kind === 'look' ? await keepChanged(collections, job, records) : await withoutKept(collections, job, records);
      await collections.pages.add(job, idsPages(ids, { sequence: 0, part: '', dueReason: null }));
      await collections.jobs.markWhole(job.id, null);
      await collections.jobs.move(job.id, 'start');
      await this.closeJob.run(collections, job.id);
    }
  }

  private async addJob(collections: Collections, reviewId: string, { run, looks }: { run: CreatedRun; looks: boolean }): Promise<Job> {
    const { connectionId } = (await collections.reviews.locked(reviewId))!;
    const plan = await planJob(collections, {
      ...{ ...run, connectionId, reviewId, reason: 'undo', trigger: 'review', priority: priorities.full, preview: looks },
    });
    const job = await collections.jobs.add(plan);
    if (!job) throw new Failure('bug', 'job.notAdded', 'A job of an undo could not be added.');
    return job;
  }
}

/** Null while there is nothing to do: something is on its way, or the review is not being undone. */
async function nextStep({ reviews, jobs }: Collections, reviewId: string): Promise<UndoStep | null> {
  const review = await reviews.locked(reviewId);
  if (review?.state !== 'undoing' || (await jobs.anyActiveOf(reviewId))) return null;
  return undoStep(review.lines, await jobs.undoing(reviewId));
}

/** Lists what something else than the review has changed since; answers the sources of the rest. */
async function keepChanged(collections: Collections, job: Job, records: readonly CreatedRecord[]): Promise<string[]> {
  const ours = await collections.pages.ofReview(
    job.reviewId!,
    records.flatMap(({ settledPage }) => settledPage ?? []),
  );
  const isOurs = ({ settledPage }: CreatedRecord) => settledPage !== null && ours.has(settledPage);
  const kept = records.filter((record) => !isOurs(record));
  await collections.issues.open({ ...job, jobId: job.id }, kept.map(keptIssue));
  await collections.jobs.addCounters(job.id, complete({ seen: kept.length, skipped: kept.length }), nothingSent);
  return records.filter(isOurs).map(({ sourceId }) => sourceId);
}

/** The sources of what was looked at and not kept. */
async function withoutKept({ issues }: Collections, job: Job, records: readonly CreatedRecord[]): Promise<string[]> {
  const kept = await issues.keptByUndo({ ...job, reviewId: job.reviewId! });
  return records.map(({ sourceId }) => sourceId).filter((id) => !kept.has(id));
}

const nothingToUndo = (): Failure =>
  new Failure('rejected', 'review.nothingToUndo', 'A dry run has created nothing.', { help: 'Undo a review that has really run.' });

const anotherIsActive = (): Failure =>
  new Failure('blocked', 'review.anotherIsActive', 'Another review of this connection is active.', {
    help: 'Wait for its end, or cancel it.',
  });
