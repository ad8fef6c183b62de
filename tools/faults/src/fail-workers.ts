/** Workers with a failpoint: they end or halt by themselves at one place of their work. */
import { readFileSync } from 'node:fs';
import type { Failpoint } from '@tandem/platform/testing/failpoint';
import { ended } from '@tandem/platform/testing/child-process';
import { Child } from '../../local/src/child';
import { Stack } from '../../local/src/stack';
import { Tool } from './scenario';

export interface Failing {
  readonly point: Failpoint;
  readonly mode: 'kill' | 'stop';
  readonly mapping: string;
}

const variablesOf = ({ point, mode, mapping }: Failing): Record<string, string> => ({
  TANDEM_FAILPOINT: point,
  TANDEM_FAILPOINT_MODE: mode,
  TANDEM_FAILPOINT_MAPPING: mapping,
});

/** Replaces a worker by one that fails. */
export async function failAt(stack: Stack, worker: Child, failing: Failing): Promise<Child> {
  await stack.killWorker(worker);
  return stack.addWorker(worker.name, { variables: variablesOf(failing), mayEnd: true });
}

/** How many workers have died at their failpoint, all of them with a page in hand. */
export interface Dying {
  readonly deaths: number;
  /** No further worker is made to fail; done when those under way have been replaced. */
  stop(): Promise<number>;
}

/**
 * Every worker kills itself at the failpoint; each is replaced by one that will do the same, until at least so many have died, then by sound ones.
 * Done when the first ones are ready.
 */
export async function dieAt(stack: Stack, failing: Failing, most: number): Promise<Dying> {
  const workers = await Promise.all(stack.workers.map((worker) => failAt(stack, worker, failing)));
  const over = new AbortController();
  const stopped = new Promise<void>((resolve) => over.signal.addEventListener('abort', () => resolve()));
  let deaths = 0;
  const lane = async (first: Child): Promise<void> => {
    for (let worker = first; ;) {
      await Promise.race([ended(worker.process), stopped]);
      if (!worker.hasEnded) return;
      deaths++;
      if (deaths >= most || over.signal.aborted) return void (await stack.addWorker(worker.name));
      worker = await failAt(stack, worker, failing);
    }
  };
  const lanes = Promise.all(workers.map(lane));
  lanes.catch(() => undefined);
  return {
    get deaths() {
      return deaths;
    },
    stop: async () => {
      over.abort();
      await lanes;
      return deaths;
    },
  };
}

/** Whether a process has been halted by a signal. */
export function isHalted({ pid }: Child): boolean {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).startsWith('T');
}

/** Where the state of other processes is read. */
export const processTable: Tool = {
  name: '/proc',
  isThere: () => {
    try {
      return readFileSync('/proc/self/stat').length > 0;
    } catch {
      return false;
    }
  },
};
