/** F-07: workers are halted beyond their lease, each at another place of its work, and go on when somebody else has their page. */
import { setTimeout as pause } from 'node:timers/promises';
import { Child } from '../../../local/src/child';
import { Experiment } from '../experiment';
import { failAt, isHalted, processTable } from '../fail-workers';
import { rewritten } from '../rewritten';
import { Scenario } from '../scenario';
import { leaseMs } from '../stage';

const customers = 17_000;
const points = ['after-read', 'after-resolve', 'after-claim', 'after-send'] as const;
/** What passes after the lease until somebody has taken the page over. */
const takeOverMs = 3_000;

/** Waits until a worker has halted, lets its lease pass, and wakes it up; answers whether it was halted at all. */
async function outsleep(worker: Child, ended: AbortSignal): Promise<boolean> {
  while (!isHalted(worker)) {
    if (ended.aborted) return false;
    await pause(20);
  }
  await pause(leaseMs + takeOverMs);
  process.kill(worker.pid, 'SIGCONT');
  return true;
}

async function haltAtEachPoint(experiment: Experiment): Promise<Child[]> {
  const { stack } = experiment.stage;
  const victims = stack.workers.slice(0, points.length);
  return Promise.all(
    victims.map((worker, index) => failAt(stack, worker, { point: points[index] ?? 'after-read', mode: 'stop', mapping: 'CUSTOMER' })),
  );
}

export const aPausedWorkerWakesUpLate: Scenario = {
  id: 'F-07',
  sentence:
    'Workers are halted beyond their lease after the read, after resolve, after the claim and after the remote write: nothing that they do late has an effect',
  length: { real: 'a lease of 60 s', compressed: `a lease of ${leaseMs / 1_000} s; four of five workers halted, ${customers} customers` },
  workers: points.length + 1,
  needs: [processTable],
  async run(experiment) {
    await experiment.prepare({ customers });
    await experiment.connect();
    const halting = await haltAtEachPoint(experiment);
    const over = new AbortController();
    const sleepers = halting.map((worker) => outsleep(worker, over.signal));
    const view = await experiment.fullSync().finally(() => over.abort());
    const halted = (await Promise.all(sleepers)).filter(Boolean).length;
    const invariants = await experiment.settle();
    experiment.expect(halted === points.length, `only ${halted} of ${points.length} workers were halted with a page in hand`);
    return { halted, redone: await rewritten(experiment.sales), records: view.counters.seen, duplicates: invariants.duplicates };
  },
};
