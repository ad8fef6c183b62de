import { Review } from '../../domain/reviews/review';
import { endOf } from '../../domain/reviews/review-moves';
import { Collections, UnitOfWork } from '../../domain/unit-of-work';
import { MakeDuePages } from '../due/make-due-pages';
import { ResolveNeeds } from '../due/resolve-needs';
import { AdvanceReview } from './advance-review';
import { UndoReview } from './undo-review';

/** Ends reviews whose lines have ended, once what they released (waiting records, later references) is written as well; moves on those that a crash has left behind, and those that are being undone. */
export class SettleReviews {
  constructor(
    private readonly work: UnitOfWork,
    private readonly advanceReview: AdvanceReview,
    private readonly resolveNeeds: ResolveNeeds,
    private readonly makeDuePages: MakeDuePages,
    private readonly undoReview: UndoReview,
  ) {}

  async run(): Promise<void> {
    for (const review of await this.work.run(null, ({ reviews }) => reviews.active(null))) {
      if (review.state === 'settling') await this.settle(review);
      else if (review.state === 'undoing') await this.undoReview.advance(review);
      else await this.work.run(review.connectionId, (collections) => this.advanceReview.run(collections, review.id));
    }
  }

  private async settle(review: Omit<Review, 'lines'>): Promise<void> {
    if (await this.work.run(review.connectionId, (collections) => anythingOpen(collections, review))) return;
    await this.resolveNeeds.all({ connectionId: review.connectionId, overlay: review.dryRun ? review.id : null });
    await this.makeDuePages.run(review.connectionId);
    await this.work.run(review.connectionId, (collections) => this.end(collections, review));
  }

  private async end(collections: Collections, head: Omit<Review, 'lines'>): Promise<void> {
    const review = await collections.reviews.locked(head.id);
    if (review?.state !== 'settling' || (await anythingOpen(collections, review))) return;
    await collections.reviews.setState(review.id, endOf(review));
    await collections.dueRecords.detach(review.id, review.dryRun);
    await collections.needs.detach(review.id, review.dryRun);
    await collections.standings.forget(review.id);
  }
}

const anythingOpen = async ({ dueRecords, jobs }: Collections, { id }: Pick<Review, 'id'>): Promise<boolean> =>
  (await dueRecords.countOf(id)) > 0 || (await jobs.anyActiveOf(id));
