import { Job } from '../../domain/jobs/job';
import { closesBaseline } from '../../domain/jobs/page';
import { RequestCounts } from '../../domain/jobs/jobs';
import { Outcome, RunCounters } from '../../domain/jobs/run-counters';
import { Collections, UnitOfWork } from '../../domain/unit-of-work';
import { MakeDuePages } from '../due/make-due-pages';
import { ResolveNeeds } from '../due/resolve-needs';
import { CloseJob } from '../jobs/close-job';
import { countClosing, countPage } from './count-page';
import { Findings, remember } from './findings';
import { TokenVerdict } from './hand-on-page';

/** The end of a page. */
export interface PageReport extends Findings {
  readonly pageId: string;
  readonly token: number;
  readonly counters: Partial<RunCounters>;
  readonly requests: RequestCounts;
  /** With an ids page, or one that closes a baseline: how each record ended. */
  readonly outcomes: Readonly<Record<string, Outcome>>;
}

interface Stored {
  readonly answer: TokenVerdict;
  readonly job?: Job;
}

/**
 * Takes a page's report: counters are added once, in the transaction that marks the page done; a repeat whose answer was lost changes nothing, an old token is refused.
 * A report with records that wait is answered only after their needs were resolved once more after they were stored, so that no wake-up is lost in between.
 */
export class ReportPage {
  constructor(
    private readonly work: UnitOfWork,
    private readonly closeJob: CloseJob,
    private readonly resolveNeeds: ResolveNeeds,
    private readonly makeDuePages: MakeDuePages,
  ) {}

  async run(report: PageReport): Promise<TokenVerdict> {
    const { answer, job } = await this.work.run(null, (collections) => this.store(collections, report));
    if (!job) return answer;
    await this.resolveNeeds.ofFindings(job, report);
    if (report.due.length > 0 || report.issues.some(({ kind }) => kind === 'waiting')) await this.makeDuePages.run(job.connectionId);
    return answer;
  }

  private async store(collections: Collections, report: PageReport): Promise<Stored> {
    const page = await collections.pages.held(report.pageId, report.token);
    if (!page) return { answer: (await collections.pages.doneBy(report.pageId, report.token)) ? 'accepted' : 'refused' };
    const job = (await collections.jobs.find(page.jobId))!;
    await remember(collections, { job, page }, report);
    await collections.pages.end(page.id, 'done');
    if (closesBaseline(page.start)) await countClosing(collections, job, report);
    else await countPage(collections, job, report);
    await collections.pages.wakeClosing(job.id);
    await this.wentWell(collections, job);
    await this.closeJob.run(collections, job.id);
    return { answer: 'accepted', job };
  }

  private async wentWell({ connections, budgets, reviews }: Collections, job: Job): Promise<void> {
    await connections.recover(job.connectionId);
    const card = await connections.find(job.connectionId);
    if (card) await budgets.raise(Object.values(card.budgets));
    if (job.reviewId) reviews.touch(job.reviewId);
  }
}
