/** While a page is worked on: its lease is renewed, and how far the work has come is told. */
import { Counters, PageLease } from '@tandem/contracts/sync';
import { Lease } from '../domain/lease';
import { LeaseLost, Pages } from './ports/pages';

/** How often progress is told, in milliseconds. */
const progressEveryMs = 500;

export class Heartbeat {
  private readonly timers: NodeJS.Timeout[];
  private counters: (() => Counters) | undefined;

  constructor(
    private readonly page: PageLease,
    private readonly lease: Lease,
    private readonly pages: Pages,
  ) {
    this.timers = [setInterval(() => void this.renew(), page.leaseMs / 3), setInterval(() => void this.progress(), progressEveryMs)];
  }

  /** Where the counters are from now on. */
  tell(counters: () => Counters): void {
    this.counters = counters;
  }

  stop(): void {
    this.timers.forEach((timer) => clearInterval(timer));
  }

  private renew(): Promise<void> {
    return this.ask(async () => this.lease.renewed(await this.pages.renew(this.page)));
  }

  private async progress(): Promise<void> {
    const counters = this.counters?.();
    if (counters?.seen) await this.ask(() => this.pages.progress(this.page, counters));
  }

  /** A silent orchestrator is no reason to stop: the lease ends by itself when it stays silent. */
  private async ask(question: () => Promise<void>): Promise<void> {
    try {
      await question();
    } catch (thrown) {
      if (!(thrown instanceof LeaseLost)) return;
      this.lease.lose();
      this.stop();
    }
  }
}
