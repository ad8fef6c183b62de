/** Kills workers at a steady pace, to show that nothing depends on one of them living. */
import { Child } from './child';
import { Stack } from './stack';

export interface Kills {
  readonly kills: number;
  /** Kills of a worker that had a page in hand at that moment. */
  readonly killsWithPageInHand: number;
}

const pageInHand = /^tandem_messages_in_hand\{[^}]*subject="sync\.v1\.page"[^}]*\} ([1-9]\d*)/m;

export class WorkerKiller {
  private kills = 0;
  private killsWithPageInHand = 0;
  private timer?: NodeJS.Timeout;
  private replacing: Promise<void> = Promise.resolve();

  constructor(private readonly stack: Stack) {}

  /** Begins to kill; a killed worker is replaced at once. */
  start(everyMs: number): void {
    this.timer = setInterval(() => (this.replacing = this.replacing.then(() => this.killOne())), everyMs);
  }

  /** Stops killing and waits until the last one has been replaced. */
  async stop(): Promise<Kills> {
    clearInterval(this.timer);
    await this.replacing;
    return { kills: this.kills, killsWithPageInHand: this.killsWithPageInHand };
  }

  private async killOne(): Promise<void> {
    const workers = this.stack.workers.filter(({ hasEnded }) => !hasEnded);
    const busy = await Promise.all(workers.map(hasPageInHand));
    const index = busy.includes(true) ? busy.indexOf(true) : 0;
    const victim = workers[index];
    if (!victim) return;
    this.kills++;
    if (busy[index]) this.killsWithPageInHand++;
    await this.stack.replaceWorker(victim);
  }
}

async function hasPageInHand(worker: Child): Promise<boolean> {
  try {
    const { port } = await worker.ready;
    const figures = await fetch(`http://127.0.0.1:${port}/metrics`, { signal: AbortSignal.timeout(500) });
    return pageInHand.test(await figures.text());
  } catch {
    return false;
  }
}
