/** The main job on real data: connect the simulators, synchronise everything, judge the outcome. */
import type { ReviewView } from '@tandem/contracts/reviews';
import { judge } from '../../faults/src/oracle/judge';
import type { Lookout } from '../../faults/src/oracle/observe';
import { demoConnection } from './demo-connection';
import { Gateway } from './gateway';
import { progressOn } from './progress';
import { secondRun } from './second-run';
import { Stack } from './stack';
import { Summary, summaryOf } from './summary';
import { Terminal } from './terminal';
import { Kills, WorkerKiller } from './worker-killer';

/** How many of the things that do not hold are told on the terminal. */
const mostProblems = 20;

export interface DemoRun {
  readonly stack: Stack;
  readonly gateway: Gateway;
  readonly terminal: Terminal;
}

/** Runs it; fails where the synchronisation itself could not be carried through. */
export async function runDemo({ stack, gateway, terminal }: DemoRun): Promise<Summary> {
  terminal.say('Connecting CRONUS with the sales sample …');
  const connectionId = await gateway.connect(await demoConnection(stack.simulators));
  const { view, kills } = await synchronise({ stack, gateway, terminal, connectionId });
  if (view.state !== 'finished') throw new Error(`The full synchronisation ended as ${view.state}: ${reasonsOf(view)}`);
  const again = stack.options.secondRun ? { secondRun: await secondRun(stack, gateway, view) } : {};
  const { invariants, problems } = await judge(lookoutOn(stack, gateway, connectionId));
  for (const problem of problems.slice(0, mostProblems)) terminal.say(problem);
  return { ...summaryOf(view), ...kills, ...again, invariants };
}

interface Synchronisation extends DemoRun {
  readonly connectionId: string;
}

async function synchronise({
  stack,
  gateway,
  terminal,
  connectionId,
}: Synchronisation): Promise<{ view: ReviewView; kills: Kills | undefined }> {
  const review = await gateway.startFullSync(connectionId);
  const progress = progressOn(terminal);
  const { killWorkersEveryMs } = stack.options;
  const killer = killWorkersEveryMs ? new WorkerKiller(stack) : undefined;
  if (killWorkersEveryMs) killer?.start(killWorkersEveryMs);
  try {
    const view = await gateway.watchFullSync(review, (seen) => progress.show(seen));
    return { view, kills: await killer?.stop() };
  } finally {
    progress.end();
    await killer?.stop().catch(() => undefined);
  }
}

function reasonsOf({ lines, attention }: ReviewView): string {
  const reasons = [attention, ...lines.map(({ failure }) => failure)].filter((reason) => reason !== undefined);
  return reasons.map(({ code, message }) => `${code}: ${message}`).join('; ');
}

/** The outcome is judged from the simulators' history and the REST surface, never from the engine's own counters. */
function lookoutOn(stack: Stack, gateway: Gateway, connectionId: string): Lookout {
  const urlOf = (system: string): string => stack.simulators.find((simulator) => simulator.system === system)?.url ?? '';
  const { apiToken } = stack.surroundings;
  return {
    connectionId,
    gatewayUrl: gateway.url,
    token: apiToken,
    salesUrl: urlOf('dataverse'),
    businessCentralUrl: urlOf('business-central'),
  };
}
