import { Failure } from '@tandem/domain/failure';
import { stateAfter } from '../../domain/jobs/job';
import { UnitOfWork } from '../../domain/unit-of-work';
import { CloseJob } from './close-job';

/** Stops a job: nothing more is handed out, workers finish what they have in hand. */
export class CancelJob {
  constructor(
    private readonly work: UnitOfWork,
    private readonly closeJob: CloseJob,
  ) {}

  /** @throws Failure `rejected` `job.notFound`, `blocked` `job.wrongState` */
  run({ connectionId, jobId }: { connectionId: string; jobId: string }): Promise<void> {
    return this.work.run(connectionId, async (collections) => {
      const job = await collections.jobs.locked(jobId);
      if (!job) throw new Failure('rejected', 'job.notFound', 'There is no such job on this connection.');
      stateAfter(job.state, 'cancel');
      await collections.jobs.move(job.id, 'cancel');
      await collections.auditNotes.add({ connectionId, action: 'job.cancelled', target: job.id, fields: [job.mapping, job.direction] });
      await this.closeJob.run(collections, job.id);
    });
  }
}
