import { Attention, ConnectionDirectory } from '../../domain/connections/connection-card';
import { Job } from '../../domain/jobs/job';
import { Page } from '../../domain/jobs/page';
import { isPassing, PageFailure, Patience, Verdict, verdictOn } from '../../domain/jobs/page-failure';
import { Collections, UnitOfWork } from '../../domain/unit-of-work';
import { CloseJob } from '../jobs/close-job';
import { planJob } from '../jobs/plan-job';
import { StartJob } from '../jobs/start-job';
import { countPage } from './count-page';
import { TokenVerdict } from './hand-on-page';

interface Failed {
  readonly page: Page;
  readonly job: Job;
  readonly failure: PageFailure;
}

/** Decides what becomes of a page that a worker could not do. */
export class FailPage {
  constructor(
    private readonly work: UnitOfWork,
    private readonly jobs: { readonly start: StartJob; readonly close: CloseJob },
    private readonly patience: Patience,
    private readonly connections: ConnectionDirectory,
  ) {}

  async run({ pageId, token, failure }: { pageId: string; token: number; failure: PageFailure }): Promise<TokenVerdict> {
    const failed = await this.work.run(null, async (collections) => {
      const page = await collections.pages.held(pageId, token);
      const job = page && (await collections.jobs.find(page.jobId));
      if (!page || !job) return null;
      const verdict = verdictOn(page, failure, this.patience);
      await this.carryOut(collections, { page, job, failure }, verdict);
      if (job.reviewId) collections.reviews.touch(job.reviewId);
      return { job, verdict };
    });
    if (failed?.verdict.kind === 'attention') await this.connections.reportTrouble(failed.job.connectionId, failure satisfies Attention);
    return failed ? 'accepted' : 'refused';
  }

  private async carryOut(collections: Collections, failed: Failed, verdict: Verdict): Promise<void> {
    const { page, job, failure } = failed;
    if (verdict.kind === 'again')
      await collections.pages.giveBack(page.id, { delayMs: verdict.delayMs, because: isPassing(failure) ? 'tries' : 'failures' });
    else if (verdict.kind === 'attention') await this.pauseConnection(collections, failed);
    else if (verdict.kind === 'supersede') await this.supersede(collections, failed);
    else if (verdict.kind === 'split') await this.split(collections, failed, verdict.parts);
    else if (verdict.kind === 'park') await this.park(collections, failed, verdict.recordId);
    else await this.failJob(collections, failed);
    if (verdict.kind !== 'again' && verdict.kind !== 'attention') await this.jobs.close.run(collections, job.id);
    else await this.closeIfCancelling(collections, job);
  }

  /** A page that is given back is an open lease no more: a cancellation may have waited for it. */
  private async closeIfCancelling(collections: Collections, job: Job): Promise<void> {
    if (job.state === 'cancelling') await this.jobs.close.run(collections, job.id);
  }

  private async pauseConnection({ pages, connections }: Collections, { page, failure }: Failed): Promise<void> {
    await pages.giveBack(page.id, { delayMs: 0, because: 'attention' });
    await connections.needAttention(page.connectionId, failure);
  }

  /** The feed no longer reaches back to the watermark: a baseline takes the job's place, and closes with a presence compare, since deletions may have been missed. */
  private async supersede(collections: Collections, { page, job, failure }: Failed): Promise<void> {
    const { jobs, pages, watermarks, reviews } = collections;
    await pages.end(page.id, 'dropped');
    await pages.dropUnheld(job.id);
    if (!(await jobs.move(job.id, 'supersede', failure))) return;
    if (job.overlay === null) await watermarks.forget(job);
    const next = await jobs.add(await planJob(collections, { ...job, comparePresence: true }));
    if (!next) throw new Error(`Job ${job.id} is superseded, but another run of ${job.mapping} is active`);
    await jobs.follow(job.id, next.id);
    await reviews.replaceJob(job.id, next.id);
    await this.jobs.start.run(collections, next);
  }

  private async split({ pages }: Collections, { page }: Failed, parts: readonly (readonly string[])[]): Promise<void> {
    await pages.end(page.id, 'split');
    const choices = page.start.kind === 'ids' ? page.start.choices : undefined;
    const halves = parts.map((ids, index) => ({
      sequence: page.sequence,
      part: `${page.part}/${index + 1}`,
      start: { kind: 'ids' as const, ids, choices },
      dueReason: page.dueReason ?? ('halved' as const),
    }));
    await pages.add({ id: page.jobId, connectionId: page.connectionId }, halves);
  }

  private async park(collections: Collections, { page, job, failure }: Failed, recordId: string): Promise<void> {
    const { code, message } = failure;
    const issue = { recordId, kind: 'parked' as const, code, message, details: {}, needs: [], label: null };
    await collections.pages.end(page.id, 'parked');
    await collections.issues.open({ ...job, jobId: job.id }, [issue]);
    const requests = { sales: 0, businessCentral: 0 };
    await countPage(collections, job, {
      counters: { seen: 1, failed: 1 },
      issues: [issue],
      due: [],
      requests,
      outcomes: { [recordId]: 'failed' },
    });
  }

  private async failJob(collections: Collections, { page, job, failure }: Failed): Promise<void> {
    await collections.pages.end(page.id, 'dropped');
    await collections.pages.dropUnheld(job.id);
    if (await collections.jobs.move(job.id, 'fail', failure)) await this.jobs.close.afterEnd(collections, job, false);
  }
}
