import { Controller } from '@nestjs/common';
import * as contract from '@tandem/contracts/sync';
import { Answers } from '@tandem/platform/messaging/handlers';
import { HandOnPage } from '../use-cases/pages/hand-on-page';
import { RenewLease } from '../use-cases/pages/renew-lease';
import { ReportThrottle } from '../use-cases/pages/report-throttle';
import { TakePage } from '../use-cases/pages/take-page';
import { toPageLease } from './page-on-wire';

/** What workers ask while they have a page, or want one. */
@Controller()
export class PagesController {
  constructor(
    private readonly takePage: TakePage,
    private readonly handOnPage: HandOnPage,
    private readonly renewLease: RenewLease,
    private readonly reportThrottle: ReportThrottle,
  ) {}

  @Answers(contract.takePage)
  async take({ workerId }: contract.TakePage): Promise<contract.PageTaken> {
    const taken = await this.takePage.run(workerId);
    return taken ? { page: toPageLease(taken) } : {};
  }

  @Answers(contract.handOnPage)
  async handOn(read: contract.HandOnPage): Promise<contract.TokenAnswer> {
    return { answer: await this.handOnPage.run(read) };
  }

  @Answers(contract.renewLease)
  async renew(lease: contract.RenewLease): Promise<contract.TokenAnswer> {
    const renewed = await this.renewLease.run(lease);
    return renewed ? { answer: 'accepted', ...renewed, leaseEndsAt: renewed.leaseEndsAt.toISOString() } : { answer: 'refused' };
  }

  @Answers(contract.reportThrottle)
  async throttle(report: contract.ReportThrottle): Promise<contract.Accepted> {
    return { accepted: await this.reportThrottle.run(report) };
  }
}
