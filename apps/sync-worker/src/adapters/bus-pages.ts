import { passGuard } from '@tandem/contracts/deletion-guard';
import { RecordIssue } from '@tandem/contracts/findings';
import {
  failPage,
  handOnPage,
  renewLease,
  reportFindings,
  reportPage,
  reportProgress,
  takePage,
  Counters,
  PageLease,
  TokenAnswer,
} from '@tandem/contracts/sync';
import { Failure } from '@tandem/domain/failure';
import { Bus } from '@tandem/platform/messaging/bus';
import { GuardAnswer, GuardQuestion, HandOn, LeaseLost, PageReport, Pages } from '../use-cases/ports/pages';
import { bodiesOf } from './bodies';

type Findings = Pick<PageReport, 'issues' | 'due' | 'settledIds'>;

/** Most of issues, and of due records, in one message, in characters; the report brings ids and outcomes of a whole page besides. */
const largestFindings = 128 * 1024;

const held = ({ pageId, token }: PageLease) => ({ pageId, token });

/** @throws LeaseLost when the token was refused */
async function accepted(answer: Promise<TokenAnswer>): Promise<TokenAnswer> {
  const given = await answer;
  if (given.answer === 'refused') throw new LeaseLost();
  return given;
}

/** Pages, asked for over the bus. */
export class BusPages extends Pages {
  constructor(
    private readonly bus: Bus,
    private readonly workerId: string,
  ) {
    super();
  }

  async take(): Promise<PageLease | undefined> {
    return (await this.bus.ask(takePage, { workerId: this.workerId })).page;
  }

  async handOn(page: PageLease, handOn: HandOn): Promise<void> {
    await accepted(this.bus.ask(handOnPage, { ...held(page), ...handOn, deletedIds: [...handOn.deletedIds] }));
  }

  async renew(page: PageLease): Promise<Date> {
    const { leaseEndsAt } = await accepted(this.bus.ask(renewLease, held(page)));
    return new Date(leaseEndsAt ?? page.leaseEndsAt);
  }

  async progress(page: PageLease, counters: Counters): Promise<void> {
    await accepted(this.bus.ask(reportProgress, { ...held(page), counters }));
  }

  async list(page: PageLease, issues: readonly RecordIssue[]): Promise<void> {
    for (const some of bodiesOf(issues, largestFindings))
      await accepted(this.bus.ask(reportFindings, { ...held(page), issues: some, due: [], settledIds: [] }));
  }

  async report(page: PageLease, { counters, requests, outcomes, ...found }: PageReport): Promise<void> {
    const { issues, due, settledIds } = await this.ahead(page, found);
    await accepted(
      this.bus.ask(reportPage, {
        ...held(page),
        counters,
        issues: [...issues],
        due: [...due],
        settledIds: [...settledIds],
        requests,
        outcomes: outcomes && { ...outcomes },
      }),
    );
  }

  /** A message holds 1 MB: of many findings all but the last part are sent ahead of the report. Answers that part. */
  private async ahead(page: PageLease, found: Findings): Promise<Findings> {
    const [issues, due] = [bodiesOf(found.issues, largestFindings), bodiesOf(found.due, largestFindings)];
    const last = Math.max(issues.length, due.length, 1) - 1;
    for (let index = 0; index < last; index++)
      await accepted(this.bus.ask(reportFindings, { ...held(page), issues: issues[index] ?? [], due: due[index] ?? [], settledIds: [] }));
    return { issues: issues[last] ?? [], due: due[last] ?? [], settledIds: found.settledIds };
  }

  async passGuard(page: PageLease, { policy, deletions }: GuardQuestion): Promise<GuardAnswer> {
    const { answer, verdicts, guardId } = await this.bus.ask(passGuard, { ...held(page), policy, deletions: [...deletions] });
    if (answer === 'refused') throw new LeaseLost();
    return { verdicts, guardId };
  }

  async fail(page: PageLease, failure: Failure, recordIds: readonly string[]): Promise<void> {
    const { kind, code, message, retryAfterMs } = failure;
    await this.bus.ask(failPage, { ...held(page), failure: { kind, code, message, retryAfterMs }, recordIds: [...recordIds] });
  }
}
