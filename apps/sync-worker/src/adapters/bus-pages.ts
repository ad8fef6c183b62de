import { failPage, handOnPage, renewLease, reportPage, reportProgress, takePage, Counters, PageLease, TokenAnswer } from '@tandem/contracts/sync';
import { Failure } from '@tandem/domain/failure';
import { Bus } from '@tandem/platform/messaging/bus';
import { HandOn, LeaseLost, PageReport, Pages } from '../domain/pages';

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

  async report(page: PageLease, { counters, issues, due, settledIds, requests }: PageReport): Promise<void> {
    await accepted(this.bus.ask(reportPage, { ...held(page), counters, issues: [...issues], due: [...due], settledIds: [...settledIds], requests }));
  }

  async fail(page: PageLease, failure: Failure, recordIds: readonly string[]): Promise<void> {
    const { kind, code, message, retryAfterMs } = failure;
    await this.bus.ask(failPage, { ...held(page), failure: { kind, code, message, retryAfterMs }, recordIds: [...recordIds] });
  }
}
