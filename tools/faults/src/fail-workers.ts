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

/**
 * Every worker kills itself at the failpoint; each is replaced by one that will do the same, until at least so many have died, then by sound ones.
 * Answers how many died, all of them with a page in hand.
 */
export async function dieAt(stack: Stack, failing: Failing, { most, signal }: { most: number; signal: AbortSignal }): Promise<number> {
  let deaths = 0;
  const over = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
  const lane = async (first: Child): Promise<void> => {
    for (let worker = first; !signal.aborted; ) {
      await Promise.race([ended(worker.process), over]);
      if (!worker.hasEnded) return;
      deaths++;
      if (deaths >= most) return void (await stack.addWorker(worker.name));
      worker = await failAt(stack, worker, failing);
    }
  };
  const failingWorkers = await Promise.all(stack.workers.map((worker) => failAt(stack, worker, failing)));
  await Promise.all(failingWorkers.map(lane));
  return deaths;
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
