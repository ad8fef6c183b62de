/** Kills workers while they have a page in hand; idle ones are left alone, since their end proves nothing. */
import { setTimeout as pause } from 'node:timers/promises';
import { Child } from '../../local/src/child';
import { Stack } from '../../local/src/stack';
import { hasPageInHand } from '../../local/src/worker-killer';

export interface Killing {
  readonly everyMs: number;
  /** So many, then no more. */
  readonly most: number;
  /** Ends it before. */
  readonly signal: AbortSignal;
}

/** The worker that has lived longest of those with a page in hand. */
async function busyWorker(stack: Stack): Promise<Child | undefined> {
  for (const worker of stack.workers) if (!worker.hasEnded && (await hasPageInHand(worker))) return worker;
  return undefined;
}

/** Kills and replaces; answers how many were killed with a page in hand. */
export async function killBusyWorkers(stack: Stack, { everyMs, most, signal }: Killing): Promise<number> {
  let kills = 0;
  while (kills < most && !signal.aborted) {
    const victim = await busyWorker(stack);
    if (victim) {
      await stack.replaceWorker(victim);
      kills++;
    }
    await pause(victim ? everyMs : 50);
  }
  return kills;
}
