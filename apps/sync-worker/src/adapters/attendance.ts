import { workerHere, workerSaysEveryMs } from '@tandem/contracts/workers';
import { Bus } from '@tandem/platform/messaging/bus';
import { productVersion } from '@tandem/platform/service/product-version';

/** Who this worker is; made anew with every start. */
export class WorkerIdentity {
  constructor(
    readonly workerId: string,
    readonly since: Date,
  ) {}
}

/** Says again and again that this worker is there, so that people see also those that have nothing in hand. */
export class Attendance {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly bus: Bus,
    private readonly identity: WorkerIdentity,
  ) {}

  start(): void {
    void this.say();
    this.timer = setInterval(() => void this.say(), workerSaysEveryMs);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Unheard is no harm: it is said again, and leases decide who works on what. */
  private async say(): Promise<void> {
    const { workerId, since } = this.identity;
    await this.bus.announce(workerHere, { workerId, since: since.toISOString(), version: productVersion() }).catch(() => undefined);
  }
}
