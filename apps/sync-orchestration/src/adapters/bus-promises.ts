import { PageReady, pageReady } from '@tandem/contracts/sync';
import { Bus } from '@tandem/platform/messaging/bus';
import { Log } from '@tandem/platform/observability/log';
import { AfterCommit } from './after-commit';
import { Promises } from './postgres-unit-of-work';
import { ReviewAnnouncer } from './review-announcer';

/** Wakes workers through JetStream and tells viewers; a sweep makes up for a wake-up that is lost. */
export class BusPromises extends Promises {
  constructor(
    private readonly bus: Bus,
    private readonly reviews: ReviewAnnouncer,
    private readonly log: Log,
  ) {
    super();
  }

  keep({ pages, reviews }: AfterCommit): void {
    for (const [pageId, connectionId] of pages) this.wake({ pageId }, connectionId);
    for (const reviewId of reviews) this.reviews.touch(reviewId);
  }

  private wake(page: PageReady, connectionId: string): void {
    this.bus
      .wake(pageReady, page, { connectionId })
      .catch((error: unknown) => this.log.warn('a wake-up was not stored', { ...page, error }));
  }
}
