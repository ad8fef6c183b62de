import { idsPages, PageStart } from '../../domain/jobs/page';
import { Collections, UnitOfWork } from '../../domain/unit-of-work';

export type TokenVerdict = 'accepted' | 'refused';

/** What the read of a page has shown. */
export interface ReadResult {
  readonly pageId: string;
  readonly token: number;
  readonly end: string;
  readonly next?: PageStart;
  readonly watermark?: string;
  readonly endLost?: boolean;
  readonly deletedIds: readonly string[];
  readonly rows: number;
}

/**
 * Stores the end of a page and the page after it in one transaction, before the work on it begins, so that others go on. Of a job that is paused or being cancelled
 * the next page is stored as well, but not handed out.
 */
export class HandOnPage {
  constructor(private readonly work: UnitOfWork) {}

  run(read: ReadResult): Promise<TokenVerdict> {
    return this.work.run(null, async (collections) => {
      const page = await collections.pages.held(read.pageId, read.token);
      if (!page) return 'refused';
      const job = { id: page.jobId, connectionId: page.connectionId };
      if (read.endLost) await collections.jobs.wantPresence(job.id);
      if (!page.handedOn) await this.store(collections, { read, job, sequence: page.sequence });
      return 'accepted';
    });
  }

  private async store(
    { pages, jobs }: Collections,
    { read, job, sequence }: { read: ReadResult; job: { id: string; connectionId: string }; sequence: number },
  ): Promise<void> {
    await pages.handOver(read.pageId, { until: read.end, rows: read.rows });
    if (read.next) await pages.add(job, [{ sequence: sequence + 1, part: '', start: read.next, dueReason: null }]);
    else await jobs.markWhole(job.id, read.watermark ?? null);
    if (read.deletedIds.length > 0) await pages.add(job, idsPages(read.deletedIds, { sequence, part: 'deleted.', dueReason: 'deleted' }));
  }
}
