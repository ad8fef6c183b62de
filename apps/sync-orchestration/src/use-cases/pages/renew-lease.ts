import { Slots } from '../../domain/jobs/pages';
import { UnitOfWork } from '../../domain/unit-of-work';
import { PageShare, Share } from './page-share';

export interface Renewal {
  readonly leaseEndsAt: Date;
  readonly slots: Slots;
  readonly pauseMs: Share['pauseMs'];
}

/** Lengthens a lease, and tells the holder what it may send from now on; null where the token is old. */
export class RenewLease {
  constructor(
    private readonly work: UnitOfWork,
    private readonly share: PageShare,
    private readonly leaseMs: number,
  ) {}

  run({ pageId, token }: { pageId: string; token: number }): Promise<Renewal | null> {
    return this.work.run(null, async ({ pages, jobs, connections, budgets }) => {
      const page = await pages.held(pageId, token);
      const job = page && (await jobs.find(page.jobId));
      const card = page && (await connections.find(page.connectionId));
      if (!page || !job || !card) return null;
      const share = await this.share.of(budgets, card.budgets, { job, held: page.slots });
      const slots = { sales: Math.max(1, share.slots.sales), businessCentral: Math.max(1, share.slots.businessCentral) };
      return { leaseEndsAt: await pages.renew(pageId, this.leaseMs, slots), slots, pauseMs: share.pauseMs };
    });
  }
}
