import { Job } from '../../domain/jobs/job';
import { Page } from '../../domain/jobs/page';
import { Candidate, Slots } from '../../domain/jobs/pages';
import { Collections, UnitOfWork } from '../../domain/unit-of-work';
import { BudgetNames, PageShare } from './page-share';

/** A page in a worker's hand. */
export interface TakenPage {
  readonly page: Page;
  readonly job: Job;
  readonly settles: boolean;
  readonly token: number;
  readonly leaseEndsAt: Date;
  /** Length of the lease, in milliseconds. */
  readonly leaseMs: number;
  readonly slots: Slots;
  readonly budgets: BudgetNames;
}

/** How many connections without a free slot are passed over in one question. */
const mostLooks = 8;

/** Gives a worker the page that is next, with a lease, a token that makes older holders harmless, and a share of both services' budgets. */
export class TakePage {
  constructor(
    private readonly work: UnitOfWork,
    private readonly share: PageShare,
    private readonly leaseMs: number,
  ) {}

  run(holder: string): Promise<TakenPage | null> {
    return this.work.run(null, async (collections) => {
      const spent: string[] = [];
      for (let look = 0; look < mostLooks; look++) {
        const candidate = await collections.pages.next(spent);
        if (!candidate) return null;
        const share = await this.share.of(collections.budgets, candidate.budgets, candidate);
        if (share.spent.length === 0) return this.lease(collections, { ...candidate, slots: share.slots, holder });
        spent.push(...share.spent);
      }
      return null;
    });
  }

  private async lease({ pages, connections }: Collections, chosen: Candidate & { slots: Slots; holder: string }): Promise<TakenPage> {
    const { page, job, settles, slots, holder, budgets } = chosen;
    const { token, leaseEndsAt } = await pages.lease(page.id, { holder, leaseMs: this.leaseMs, slots });
    await connections.probe(page.connectionId);
    return { page, job, settles, token, leaseEndsAt, leaseMs: this.leaseMs, slots, budgets };
  }
}
