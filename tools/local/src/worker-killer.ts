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
    this.timer = setInterval(() => {
      this.replacing = this.replacing.then(() => this.killOne());
      this.replacing.catch(() => clearInterval(this.timer));
    }, everyMs);
  }

  /** Stops killing and waits until the last one has been replaced; fails where a worker could not be. */
  async stop(): Promise<Kills> {
    clearInterval(this.timer);
    await this.replacing;
    return { kills: this.kills, killsWithPageInHand: this.killsWithPageInHand };
  }

  /** The one that has lived longest is next, whatever it does. */
  private async killOne(): Promise<void> {
    const victim = this.stack.workers.find(({ hasEnded }) => !hasEnded);
    if (!victim) return;
    const busy = await hasPageInHand(victim);
    this.kills++;
    if (busy) this.killsWithPageInHand++;
    await this.stack.replaceWorker(victim);
  }
}

/** Whether a worker works on a page at this moment, by its own metrics. */
export async function hasPageInHand(worker: Child): Promise<boolean> {
  try {
    const { port } = await worker.ready;
    const figures = await fetch(`http://127.0.0.1:${port}/metrics`, { signal: AbortSignal.timeout(500) });
    return pageInHand.test(await figures.text());
  } catch {
    return false;
  }
}
