import { RunCounters } from '../../domain/jobs/run-counters';
import { UnitOfWork } from '../../domain/unit-of-work';
import { TokenVerdict } from './hand-on-page';

/** Live counts inside a page: they replace what was said before, and are gone with the lease. */
export class ReportProgress {
  constructor(private readonly work: UnitOfWork) {}

  run({ pageId, token, counters }: { pageId: string; token: number; counters: Partial<RunCounters> }): Promise<TokenVerdict> {
    return this.work.run(null, async ({ pages, jobs, reviews }) => {
      const page = await pages.held(pageId, token);
      if (!page) return 'refused';
      await pages.progress(pageId, counters);
      const job = await jobs.find(page.jobId);
      if (job?.reviewId) reviews.touch(job.reviewId);
      return 'accepted';
    });
  }
}
