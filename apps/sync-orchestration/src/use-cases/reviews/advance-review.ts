import { allows, Direction } from '@tandem/domain/value';
import { matchesFirst } from '../../domain/reviews/recommendation';
import { Review, ReviewLine } from '../../domain/reviews/review';
import { nextSteps, ReviewStep } from '../../domain/reviews/review-moves';
import { LineJobs } from '../../domain/reviews/reviews';
import { Collections } from '../../domain/unit-of-work';
import { planJob } from '../jobs/plan-job';
import { StartJob } from '../jobs/start-job';

type Step = 'match' | Direction;

/** Carries out what the states of a review call for, until it comes to rest. */
export class AdvanceReview {
  constructor(private readonly startJob: StartJob) {}

  async run(collections: Collections, reviewId: string): Promise<void> {
    for (let progress = true; progress;) {
      const review = await collections.reviews.locked(reviewId);
      if (!review) return;
      progress = false;
      for (const step of nextSteps(review)) progress = (await this.take(collections, review, step)) || progress;
    }
  }

  /** True where something has changed. */
  private async take(collections: Collections, review: Review, step: ReviewStep): Promise<boolean> {
    if (step.kind === 'startLine') return this.startLine(collections, review, step.line);
    if (step.kind === 'review') await this.setState(collections, review, step.state);
    else await collections.reviews.setLine(review.id, step.mapping, step);
    return true;
  }

  private async setState({ reviews, dueRecords, needs, standings }: Collections, review: Review, state: Review['state']): Promise<void> {
    await reviews.setState(review.id, state);
    if (state !== 'cancelled') return;
    await Promise.all([dueRecords.detach(review.id, review.dryRun), needs.detach(review.id, review.dryRun), standings.forget(review.id)]);
  }

  /** The match, where there is something to match with, then to Sales, then from Sales: each starts when the one before has finished. */
  private async startLine(collections: Collections, review: Review, line: ReviewLine): Promise<boolean> {
    const { connectionId } = review;
    const overlay = review.dryRun ? review.id : null;
    if (await collections.jobs.anyActive(connectionId, line.mapping, overlay)) return this.waitForOtherRun(collections, review, line);
    const jobs: Partial<Record<Step, string>> = {};
    let before: string | null = null;
    for (const step of stepsOf(line)) {
      const plan = await planJob(collections, {
        ...{ connectionId, mapping: line.mapping, direction: step === 'match' ? firstDirection(line) : step, overlay, afterJobId: before },
        ...{ reason: step === 'match' ? ('match' as const) : ('full' as const), trigger: 'review' as const, reviewId: review.id },
      });
      const job = await collections.jobs.add(plan);
      if (!job) throw new Error(`${line.mapping} ${step}: another run is active, although none was a moment ago`);
      if (before === null) await this.startJob.run(collections, job);
      before = jobs[step] = job.id;
    }
    await collections.reviews.startLine(review.id, line.mapping, jobs satisfies LineJobs);
    return true;
  }

  private async waitForOtherRun({ reviews }: Collections, review: Review, line: ReviewLine): Promise<boolean> {
    if (line.state === 'planned') await reviews.setLine(review.id, line.mapping, { state: 'waiting' });
    return line.state === 'planned';
  }
}

const firstDirection = ({ direction }: ReviewLine): Direction => (direction === 'fromSales' ? 'fromSales' : 'toSales');

const stepsOf = (line: ReviewLine): Step[] => [
  ...(matchesFirst(line.recommendation, line.counted) ? (['match'] as const) : []),
  ...(['toSales', 'fromSales'] as const).filter((direction) => allows(line.direction, direction)),
];
