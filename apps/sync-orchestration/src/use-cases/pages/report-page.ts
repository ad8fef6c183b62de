import { asFailure } from '@tandem/domain/failure';
import { Direction } from '@tandem/domain/value';
import { DueRecord } from '../../domain/due/due-records';
import { Need, NeedsToResolve, OpenNeed } from '../../domain/due/needs';
import { FoundIssue } from '../../domain/issues/issues';
import { Job } from '../../domain/jobs/job';
import { RequestCounts } from '../../domain/jobs/jobs';
import { DueReason } from '../../domain/jobs/page';
import { Outcome, RunCounters } from '../../domain/jobs/run-counters';
import { Collections, UnitOfWork } from '../../domain/unit-of-work';
import { MakeDuePages } from '../due/make-due-pages';
import { ResolveNeeds } from '../due/resolve-needs';
import { CloseJob } from '../jobs/close-job';
import { countPage } from './count-page';
import { TokenVerdict } from './hand-on-page';

/** A record that a worker wants looked at again, or whose later reference is missing. */
export interface ReportedDue {
  readonly recordId: string;
  readonly mapping: string;
  readonly direction: Direction;
  readonly reason: DueReason | 'laterNeed';
  readonly delayMs?: number;
  readonly need?: Need;
}

/** The end of a page. */
export interface PageReport {
  readonly pageId: string;
  readonly token: number;
  readonly counters: Partial<RunCounters>;
  readonly issues: readonly FoundIssue[];
  readonly due: readonly ReportedDue[];
  readonly settledIds: readonly string[];
  readonly requests: RequestCounts;
  /** With an ids page: how each record ended. */
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
    const needs = needsIn(report);
    if (needs.length > 0) await this.resolveNow({ connectionId: job.connectionId, overlay: job.overlay, needs });
    if (needs.length > 0 || report.due.length > 0) await this.makeDuePages.run(job.connectionId);
    return answer;
  }

  /** While the coupling service does not answer, the sweep takes over: the report is stored. */
  private async resolveNow(needs: NeedsToResolve): Promise<void> {
    try {
      await this.resolveNeeds.these(needs);
    } catch (reason) {
      if (asFailure(reason).kind !== 'transient') throw reason;
    }
  }

  private async store(collections: Collections, report: PageReport): Promise<Stored> {
    const page = await collections.pages.held(report.pageId, report.token);
    if (!page) return { answer: (await collections.pages.doneBy(report.pageId, report.token)) ? 'accepted' : 'refused' };
    const job = (await collections.jobs.find(page.jobId))!;
    await this.remember(collections, job, report);
    await collections.pages.end(page.id, 'done');
    await countPage(collections, job, report);
    await this.wentWell(collections, job);
    await this.closeJob.run(collections, job.id);
    return { answer: 'accepted', job };
  }

  private async remember({ issues, needs, dueRecords }: Collections, job: Job, report: PageReport): Promise<void> {
    await issues.open({ ...job, jobId: job.id }, report.issues);
    await issues.settle(job, report.settledIds);
    if (report.settledIds.length > 0) await needs.settle(job, report.settledIds);
    await needs.replace(openNeeds(job, report));
    await dueRecords.add(report.due.filter(({ reason }) => reason !== 'laterNeed').map((due) => dueRecord(job, due)));
  }

  private async wentWell({ connections, budgets, reviews }: Collections, job: Job): Promise<void> {
    await connections.recover(job.connectionId);
    const card = await connections.find(job.connectionId);
    if (card) await budgets.raise(Object.values(card.budgets));
    if (job.reviewId) reviews.touch(job.reviewId);
  }
}

const needsIn = ({ issues, due }: PageReport): NeedsToResolve['needs'] => [
  ...issues.filter(({ kind }) => kind === 'waiting').flatMap(({ needs }) => needs),
  ...due.flatMap(({ need }) => (need ? [need] : [])),
];

function openNeeds(job: Job, { issues, due }: PageReport): OpenNeed[] {
  const { connectionId, overlay, mapping, direction, createUncoupled, reviewId } = job;
  const scope = { connectionId, overlay, createUncoupled, reviewId };
  const waiting = issues.filter(({ kind }) => kind === 'waiting');
  return [
    ...waiting.flatMap(({ recordId, needs }) => needs.map((need): OpenNeed => ({ ...scope, mapping, direction, recordId, kind: 'waiting', need }))),
    ...due.flatMap((record): OpenNeed[] =>
      record.need ? [{ ...scope, mapping: record.mapping, direction: record.direction, recordId: record.recordId, kind: 'later', need: record.need }] : [],
    ),
  ];
}

const dueRecord = ({ connectionId, overlay, createUncoupled, reviewId }: Job, due: ReportedDue): DueRecord => ({
  connectionId,
  overlay,
  mapping: due.mapping,
  direction: due.direction,
  recordId: due.recordId,
  reason: due.reason as DueReason,
  delayMs: due.delayMs ?? 0,
  force: false,
  createUncoupled,
  reviewId,
});
