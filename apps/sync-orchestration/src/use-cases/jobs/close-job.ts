import { Job } from '../../domain/jobs/job';
import { Collections } from '../../domain/unit-of-work';
import { AdvanceReview } from '../reviews/advance-review';
import { planJob } from './plan-job';
import { StartJob } from './start-job';

/**
 * Ends a job that has nothing left to do, and starts what follows it. The watermark is written here, in the transaction that finishes the job: a failed, cancelled or
 * superseded job moves nothing.
 */
export class CloseJob {
  constructor(
    private readonly startJob: StartJob,
    private readonly advanceReview: AdvanceReview,
  ) {}

  async run(collections: Collections, jobId: string): Promise<void> {
    const job = await collections.jobs.locked(jobId);
    if (!job) return;
    if (job.state === 'cancelling') return this.closeCancelled(collections, job);
    const open =
      !job.whole ||
      job.presence === 'wanted' ||
      (job.state !== 'running' && job.state !== 'paused') ||
      (await collections.pages.anyOpen(job.id));
    if (!open) await this.finish(collections, job);
  }

  /** What must happen after a job has ended in any way. */
  async afterEnd(collections: Collections, job: Job, finished: boolean): Promise<void> {
    if (!job.reviewId) await collections.standings.forgetJob(job.id);
    for (const follower of await collections.jobs.followersOf(job.id)) {
      if (finished) await this.startJob.run(collections, follower);
      else await this.dropFollower(collections, follower);
    }
    if (finished && job.runAgain) await this.runAgain(collections, job);
    for (const { id } of await collections.reviews.active(job.connectionId)) await this.advanceReview.run(collections, id);
  }

  private async finish(collections: Collections, job: Job): Promise<void> {
    if (!(await collections.jobs.move(job.id, 'finish'))) return;
    const moves = job.reason === 'full' || job.reason === 'changes';
    if (moves && job.overlay === null && job.nextWatermark !== null) await collections.watermarks.write(job, job.nextWatermark);
    await this.afterEnd(collections, job, true);
  }

  private async closeCancelled(collections: Collections, job: Job): Promise<void> {
    if (await collections.pages.dropUnheld(job.id)) return;
    await collections.jobs.move(job.id, 'closeCancelled');
    await this.afterEnd(collections, job, false);
  }

  private async dropFollower(collections: Collections, follower: Job): Promise<void> {
    await collections.jobs.move(follower.id, 'cancel');
    await collections.jobs.move(follower.id, 'closeCancelled', {
      code: 'job.predecessorFailed',
      message: 'The job that comes before it did not finish.',
    });
    for (const next of await collections.jobs.followersOf(follower.id)) await this.dropFollower(collections, next);
  }

  private async runAgain(collections: Collections, job: Job): Promise<void> {
    const { connectionId, mapping, direction } = job;
    const plan = await planJob(collections, {
      connectionId,
      mapping,
      direction,
      reason: 'changes',
      trigger: job.trigger === 'review' ? 'schedule' : job.trigger,
    });
    const next = await collections.jobs.add(plan);
    if (next) await this.startJob.run(collections, next);
  }
}
