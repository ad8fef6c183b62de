import { Job } from '../../domain/jobs/job';
import { idsPages, Page, PageStart } from '../../domain/jobs/page';
import { Collections, UnitOfWork } from '../../domain/unit-of-work';
import { startAfter } from '../jobs/next-table';

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

interface Handing {
  readonly read: ReadResult;
  readonly job: Job;
  readonly page: Page;
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
      const job = (await collections.jobs.find(page.jobId))!;
      if (read.endLost) await collections.jobs.wantPresence(job.id);
      if (!page.handedOn) await this.store(collections, { read, job, page });
      return 'accepted';
    });
  }

  private async store(collections: Collections, { read, job, page: { sequence, start } }: Handing): Promise<void> {
    const { pages, jobs } = collections;
    await pages.handOver(read.pageId, { until: read.end, rows: read.rows });
    const watched = start.kind === 'ids' ? undefined : start.watches;
    const next = watched === undefined ? read.next : await this.afterWatched(collections, { read, job }, watched);
    if (next) await pages.add(job, [{ sequence: sequence + 1, part: '', start: next, dueReason: null }]);
    else await jobs.markWhole(job.id, read.watermark ?? null);
    if (read.deletedIds.length > 0) await pages.add(job, idsPages(read.deletedIds, { sequence, part: 'deleted.', dueReason: 'deleted' }));
  }

  /** More of the watched table, or the beginning of the table that is next. */
  private async afterWatched(collections: Collections, { read, job }: Omit<Handing, 'page'>, watched: string): Promise<PageStart> {
    if (read.next) return { ...read.next, watches: watched } as PageStart;
    if (read.watermark !== undefined) await collections.jobs.watchedUpTo(job.id, watched, read.watermark);
    return startAfter(collections, job, watched);
  }
}
