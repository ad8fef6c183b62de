/** Workers that kill themselves at places of their work, while something is on its way. */
import { ended } from '@tandem/platform/testing/child-process';
import type { Failpoint } from '@tandem/platform/testing/failpoint';
import { failAt } from '../../../../tools/faults/src/fail-workers';
import type { Child } from '../../../../tools/local/src/child';
import { Stage } from './stage';

export interface Deaths {
  /** Where each dies in turn; the next one takes up what the one before has left. */
  readonly at: readonly [Failpoint, ...Failpoint[]];
  readonly mapping: string;
}

/** One worker is left, which ends at the first place; another takes its turn, which ends at the second; then there are as many as before. */
export async function whileWorkersDie({ stack }: Stage, { at, mapping }: Deaths, start: () => Promise<unknown>): Promise<void> {
  const [first, ...others] = stack.workers as [Child, ...Child[]];
  for (const other of others) await stack.killWorker(other);
  let worker = first;
  for (const point of at) {
    worker = await failAt(stack, worker, { point, mode: 'kill', mapping });
    const dead = ended(worker.process);
    if (point === at[0]) await start();
    await dead;
  }
  for (const { name } of [first, ...others]) await stack.addWorker(name);
}
