/** The main job on real data: connect the simulators, synchronise everything, judge the outcome. */
import type { ReviewView } from '@tandem/contracts/reviews';
import { demoConnection } from './demo-connection';
import { Gateway } from './gateway';
import { progressOn } from './progress';
import { secondRun } from './second-run';
import { Stack } from './stack';
import { Invariants, Summary, summaryOf } from './summary';
import { Terminal } from './terminal';
import { Kills, WorkerKiller } from './worker-killer';

/** Judges a finished run from outside: from the simulators' history and the REST surface, never from the engine's own counters. */
export type Judge = (run: { connectionId: string; gatewayUrl: string; token: string; salesUrl: string; businessCentralUrl: string }) => Promise<Invariants>;

export interface DemoRun {
  readonly stack: Stack;
  readonly gateway: Gateway;
  readonly terminal: Terminal;
  readonly judge: Judge | undefined;
}

/** Runs it; fails where the synchronisation itself could not be carried through. */
export async function runDemo({ stack, gateway, terminal, judge }: DemoRun): Promise<Summary> {
  terminal.say('Connecting CRONUS with the sales sample …');
  const connectionId = await gateway.connect(await demoConnection(stack.simulators));
  const { view, kills } = await synchronise({ stack, gateway, terminal, connectionId });
  if (view.state !== 'finished') throw new Error(`The full synchronisation ended as ${view.state}: ${reasonsOf(view)}`);
  const again = stack.options.secondRun ? { secondRun: await secondRun(stack, gateway, view) } : {};
  const invariants = judge ? { invariants: await judge(seenFromOutside(stack, gateway, connectionId)) } : {};
  return { ...summaryOf(view), ...kills, ...again, ...invariants };
}

interface Synchronisation extends Omit<DemoRun, 'judge'> {
  readonly connectionId: string;
}

async function synchronise({ stack, gateway, terminal, connectionId }: Synchronisation): Promise<{ view: ReviewView; kills: Kills | undefined }> {
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
    await killer?.stop();
  }
}

function reasonsOf({ lines, attention }: ReviewView): string {
  const reasons = [attention, ...lines.map(({ failure }) => failure)].filter((reason) => reason !== undefined);
  return reasons.map(({ code, message }) => `${code}: ${message}`).join('; ');
}

function seenFromOutside(stack: Stack, gateway: Gateway, connectionId: string): Parameters<Judge>[0] {
  const urlOf = (system: string): string => stack.simulators.find((simulator) => simulator.system === system)?.url ?? '';
  const { apiToken } = stack.surroundings;
  return { connectionId, gatewayUrl: gateway.url, token: apiToken, salesUrl: urlOf('dataverse'), businessCentralUrl: urlOf('business-central') };
}
