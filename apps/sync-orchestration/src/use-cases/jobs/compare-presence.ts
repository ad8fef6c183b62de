import { CouplingDirectory } from '../../domain/due/needs';
import { Job } from '../../domain/jobs/job';
import { idsPages } from '../../domain/jobs/page';
import { UnitOfWork } from '../../domain/unit-of-work';
import { CloseJob } from './close-job';

/** Most ids in one question to the coupling service. */
const atOnce = 5_000;

/**
 * The closing presence compare of a job: every coupled record of the source side is read once more by its id, so that a deletion which the change feed lost is seen.
 * What is missing is a question that the worker asks again, never inferred from absence in a list. A job that compares drift reads them in full.
 */
export class ComparePresence {
  constructor(
    private readonly work: UnitOfWork,
    private readonly couplings: CouplingDirectory,
    private readonly closeJob: CloseJob,
  ) {}

  async run(job: Job): Promise<void> {
    const ids = await this.coupledIds(job);
    await this.work.run(null, async (collections) => {
      const now = await collections.jobs.locked(job.id);
      if (now?.presence !== 'wanted') return;
      const sequence = (await collections.pages.lastSequence(job.id)) + 1;
      await collections.pages.add(
        job,
        idsPages(ids, { sequence, part: 'presence.', dueReason: job.reason === 'ids' ? 'drift' : 'deleted' }),
      );
      await collections.jobs.presenceMade(job.id);
      await this.closeJob.run(collections, job.id);
    });
  }

  private async coupledIds(job: Job): Promise<string[]> {
    const ids: string[] = [];
    for (let after: string | null = null; ; after = ids.at(-1)!) {
      const found = await this.couplings.coupledIds(job, after, atOnce);
      ids.push(...found);
      if (found.length < atOnce) return ids;
    }
  }
}
