import { reviewChanged } from '@tandem/contracts/reviews';
import { Bus } from '@tandem/platform/messaging/bus';
import { Log } from '@tandem/platform/observability/log';
import { Transactions } from '@tandem/platform/persistence/transactions';
import { ReviewViews } from '../use-cases/views';

/** At most four times a second for each review, over all instances of the service. */
const shortestGapMs = 250;

const claim = `update reviews set announced_at = clock_timestamp() where id = $1 and announced_at <= clock_timestamp() - $2 * interval '1 millisecond' returning connection_id`;

/** Announces how a review stands. The last state is always announced: what comes too early is announced when the gap is over. */
export class ReviewAnnouncer {
  private readonly planned = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly transactions: Transactions,
    private readonly views: ReviewViews,
    private readonly bus: Bus,
    private readonly log: Log,
  ) {}

  /** The review has changed. */
  touch(reviewId: string): void {
    if (!this.planned.has(reviewId)) this.plan(reviewId, 0);
  }

  /** Announces nothing any more. */
  stop(): void {
    for (const timer of this.planned.values()) clearTimeout(timer);
    this.planned.clear();
  }

  private plan(reviewId: string, delayMs: number): void {
    this.planned.set(
      reviewId,
      setTimeout(() => void this.announce(reviewId), delayMs),
    );
  }

  private async announce(reviewId: string): Promise<void> {
    this.planned.delete(reviewId);
    try {
      const [claimed] = await this.transactions.run(null, (db) => db.query<{ connection_id: string }>(claim, [reviewId, shortestGapMs]));
      if (!claimed) return this.later(reviewId);
      const connectionId = claimed.connection_id;
      await this.bus.announce(reviewChanged, { review: await this.views.one({ connectionId, reviewId }) }, { connectionId });
    } catch (error) {
      this.log.warn('a review could not be announced', { reviewId, error });
    }
  }

  private later(reviewId: string): void {
    if (!this.planned.has(reviewId)) this.plan(reviewId, shortestGapMs);
  }
}
