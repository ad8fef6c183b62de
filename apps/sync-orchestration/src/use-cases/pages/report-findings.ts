import { Job } from '../../domain/jobs/job';
import { UnitOfWork } from '../../domain/unit-of-work';
import { ResolveNeeds } from '../due/resolve-needs';
import { noteStandings } from './count-page';
import { Findings, remember } from './findings';
import { TokenVerdict } from './hand-on-page';

/** Takes part of what a page has found, ahead of its report. */
export class ReportFindings {
  constructor(
    private readonly work: UnitOfWork,
    private readonly resolveNeeds: ResolveNeeds,
  ) {}

  async run(found: Findings & { pageId: string; token: number }): Promise<TokenVerdict> {
    const job = await this.work.run(null, async (collections): Promise<Job | null> => {
      const page = await collections.pages.held(found.pageId, found.token);
      const of = page && (await collections.jobs.find(page.jobId));
      if (!page || !of) return null;
      await remember(collections, { job: of, page }, found);
      await noteStandings(collections, of, found);
      return of;
    });
    if (job) await this.resolveNeeds.ofFindings(job, found);
    return job ? 'accepted' : 'refused';
  }
}
