import { asFailure } from '@tandem/domain/failure';
import { Log } from '@tandem/platform/observability/log';
import { Transactions } from '@tandem/platform/persistence/transactions';

/** Something that is done again and again. */
export interface Tick {
  readonly name: string;
  readonly everyMs: number;
  run(): Promise<void>;
}

/** Of two instances one gets the tick: whoever moves its row on first, by the database's clock. */
const claim = `insert into ticks (name, ticked_at) values ($1, clock_timestamp())
  on conflict (name) do update set ticked_at = excluded.ticked_at where ticks.ticked_at <= excluded.ticked_at - $2 * interval '1 millisecond' returning name`;

/** Clocks differ by a little between timer and database; without slack every second tick would come too early. */
const slack = 0.9;

/** Runs ticks, each once over all instances of the service. */
export class Ticks {
  private readonly timers: NodeJS.Timeout[] = [];
  private readonly running = new Set<Promise<void>>();

  constructor(
    private readonly transactions: Transactions,
    private readonly log: Log,
    private readonly ticks: readonly Tick[],
  ) {}

  start(): void {
    for (const tick of this.ticks) this.timers.push(this.every(tick));
  }

  /** Waits for what runs; nothing starts any more. */
  async stop(): Promise<void> {
    this.timers.forEach((timer) => clearInterval(timer));
    await Promise.all(this.running);
  }

  private every(tick: Tick): NodeJS.Timeout {
    let busy = false;
    return setInterval(() => {
      if (busy) return;
      busy = true;
      const run = this.once(tick).finally(() => {
        busy = false;
        this.running.delete(run);
      });
      this.running.add(run);
    }, tick.everyMs);
  }

  private async once(tick: Tick): Promise<void> {
    try {
      const claimed = await this.transactions.run(null, (db) => db.query(claim, [tick.name, tick.everyMs * slack]));
      if (claimed.length > 0) await tick.run();
    } catch (reason) {
      this.log.warn('a sweep could not be done and is tried again', { sweep: tick.name, code: asFailure(reason).code, error: reason });
    }
  }
}
