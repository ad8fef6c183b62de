import { Job } from '../../domain/jobs/job';
import { PageStart } from '../../domain/jobs/page';
import { Collections } from '../../domain/unit-of-work';

/** Starts a queued job: from the watermark as it is now, or from the beginning. */
export class StartJob {
  async run(collections: Collections, job: Job): Promise<void> {
    const { jobs, pages, dueRecords } = collections;
    if (!(await jobs.move(job.id, 'start'))) return;
    if (job.reason === 'full') await dueRecords.coveredByFullRun(job);
    await pages.add(job, [{ sequence: 0, part: '', start: await this.startOf(collections, job), dueReason: null }]);
  }

  private async startOf({ watermarks }: Collections, job: Job): Promise<PageStart> {
    const watermark = job.reason === 'changes' ? await watermarks.of(job) : null;
    return watermark === null ? { kind: 'baseline', token: null } : { kind: 'changes', token: watermark };
  }
}
