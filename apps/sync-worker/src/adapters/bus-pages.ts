import {
  failPage,
  handOnPage,
  passGuard,
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

type Findings = Pick<PageReport, 'issues' | 'due' | 'settledIds'>;

/** Each is some 500 bytes. */
const findingsAtOnce = 1_000;

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
    const parts = Math.max(1, Math.ceil(Math.max(found.issues.length, found.due.length) / findingsAtOnce));
    const part = <T>(list: readonly T[], index: number): T[] => list.slice(index * findingsAtOnce, (index + 1) * findingsAtOnce);
    for (let index = 0; index < parts - 1; index++)
      await accepted(
        this.bus.ask(reportFindings, { ...held(page), issues: part(found.issues, index), due: part(found.due, index), settledIds: [] }),
      );
    return { issues: part(found.issues, parts - 1), due: part(found.due, parts - 1), settledIds: found.settledIds };
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
