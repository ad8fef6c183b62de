import { Job } from '../../domain/jobs/job';
import { Collections } from '../../domain/unit-of-work';
import { startAfter } from './next-table';

/** Starts a queued job: from the watermarks as they are now, or from the beginning. What a whole one reads is known already. */
export class StartJob {
  async run(collections: Collections, job: Job): Promise<void> {
    const { jobs, pages, dueRecords } = collections;
    if (!(await jobs.move(job.id, 'start')) || job.whole) return;
    if (job.reason === 'full') await dueRecords.coveredByFullRun(job);
    await pages.add(job, [{ sequence: 0, part: '', start: await startAfter(collections, job), dueReason: null }]);
  }
}
