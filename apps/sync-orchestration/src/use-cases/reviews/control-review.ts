import { Failure } from '@tandem/domain/failure';
import { Recommendation } from '../../domain/reviews/recommendation';
import { endedLine, finalReviewStates, Review, reviewAfter, ReviewLine, ReviewMove } from '../../domain/reviews/review';
import { heldUpBy } from '../../domain/reviews/review-moves';
import { Collections, UnitOfWork } from '../../domain/unit-of-work';
import { KnowConnection } from '../connections/know-connection';
import { CloseJob } from '../jobs/close-job';
import { AdvanceReview } from './advance-review';
import { PlanReview } from './plan-review';

export interface ReviewKey {
  readonly connectionId: string;
  readonly reviewId: string;
}

/** What a person does with a review. Every method refuses with `review.notFound` or `review.wrongState`. */
export class ControlReview {
  constructor(
    private readonly work: UnitOfWork,
    private readonly jobs: { readonly close: CloseJob; readonly advance: AdvanceReview },
    private readonly knowConnection: KnowConnection,
    private readonly planReview: PlanReview,
  ) {}

  /** @throws Failure `blocked` `review.anotherIsActive`, `connection.disabled` */
  async start(key: ReviewKey): Promise<void> {
    await this.knowConnection.enabledFor(await this.review(key));
    await this.move(key, 'start', (collections) => this.jobs.advance.run(collections, key.reviewId));
  }

  pause(key: ReviewKey): Promise<void> {
    return this.move(key, 'pause', async ({ jobs }) => void (await jobs.moveAllOf(key.reviewId, 'pause')));
  }

  resume(key: ReviewKey): Promise<void> {
    return this.move(key, 'resume', async (collections) => {
      await collections.pages.wakeFor(await collections.jobs.moveAllOf(key.reviewId, 'resume'));
      await this.jobs.advance.run(collections, key.reviewId);
    });
  }

  cancel(key: ReviewKey): Promise<void> {
    return this.move(key, 'cancel', async (collections) => {
      for (const jobId of await collections.jobs.moveAllOf(key.reviewId, 'cancel')) await this.jobs.close.run(collections, jobId);
      await this.jobs.advance.run(collections, key.reviewId);
    });
  }

  /** Counts anew and rebuilds lines and recommendations. */
  async reset(key: ReviewKey): Promise<void> {
    const lines = await this.planReview.run(await this.knowConnection.enabledFor(await this.review(key)));
    await this.move(key, 'reset', ({ reviews }) => reviews.replaceLines(key.reviewId, key.connectionId, lines));
  }

  /** Starts a line that has ended once more; lines that failed only because of it start as well. */
  restart({ mapping, ...key }: ReviewKey & { mapping: string }): Promise<void> {
    return this.move(key, 'restart', async (collections, review) => {
      const line = lineOf(review, mapping);
      if (!endedLine.includes(line.state))
        throw new Failure('blocked', 'review.lineRuns', `${mapping} has not ended yet.`, {
          help: 'Wait for its end, or cancel the review.',
        });
      await collections.reviews.rewind(key.reviewId, [mapping, ...heldUpBy(mapping, review.lines)]);
      await this.jobs.advance.run(collections, key.reviewId);
    });
  }

  /** Leaves a line out, or chooses otherwise than recommended, before it starts. */
  changeLine(
    { mapping, ...key }: ReviewKey & { mapping: string },
    choice: { excluded?: boolean; recommendation?: Recommendation },
  ): Promise<void> {
    return this.work.run(key.connectionId, async (collections) => {
      const review = await reviewCalled(collections, key);
      const line = lineOf(review, mapping);
      if (
        finalReviewStates.includes(review.state) ||
        review.state === 'cancelling' ||
        !['planned', 'waiting', 'excluded', 'nothing'].includes(line.state)
      )
        throw new Failure('blocked', 'review.lineStarted', `${mapping} has been started already.`, {
          help: 'Restart the line, or plan another review.',
        });
      const { connectionId, reviewId } = key;
      await collections.auditNotes.add({ connectionId, action: 'review.changeLine', target: reviewId, fields: [mapping], after: choice });
      await collections.reviews.choose(key.reviewId, mapping, choice);
      await collections.reviews.rewind(key.reviewId, [mapping]);
      await this.jobs.advance.run(collections, key.reviewId);
    });
  }

  private review(key: ReviewKey): Promise<Review> {
    return this.work.run(key.connectionId, (collections) => reviewCalled(collections, key));
  }

  private move(key: ReviewKey, move: ReviewMove, body: (collections: Collections, review: Review) => Promise<void>): Promise<void> {
    return this.work.run(key.connectionId, async (collections) => {
      const review = await reviewCalled(collections, key);
      const state = reviewAfter(review.state, move);
      if (state !== review.state && !(await collections.reviews.setState(review.id, state)))
        throw new Failure('blocked', 'review.anotherIsActive', 'Another review of this connection is active.', {
          help: 'Wait for its end, or cancel it.',
        });
      await collections.auditNotes.add({ connectionId: key.connectionId, action: `review.${move}`, target: review.id });
      await body(collections, review);
    });
  }
}

/** The review, locked. @throws Failure `rejected` `review.notFound` */
export async function reviewCalled({ reviews }: Collections, { reviewId }: ReviewKey): Promise<Review> {
  const review = await reviews.locked(reviewId);
  if (review) return review;
  throw new Failure('rejected', 'review.notFound', 'There is no such review on this connection.');
}

function lineOf(review: Review, mapping: string): ReviewLine {
  const line = review.lines.find((one) => one.mapping === mapping);
  if (line) return line;
  throw new Failure('rejected', 'mapping.notFound', `The review has no line ${mapping}.`, {
    help: `Its lines are ${review.lines.map((one) => one.mapping).join(', ')}.`,
  });
}
