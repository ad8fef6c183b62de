/** The second run: with every service restarted, nothing is left to write. */
import type { ReviewView } from '@tandem/contracts/reviews';
import { Gateway } from './gateway';
import { Simulator, Traffic } from './simulators';
import { Stack } from './stack';

export interface SecondRun {
  /** Writes that either system saw; must be 0. */
  readonly writes: number;
  readonly requests: number;
  readonly durationMs: number;
}

/** Restarts all services, runs every mapping through its change feed, then everything once more in full. */
export async function secondRun(stack: Stack, gateway: Gateway, { connectionId, lines }: ReviewView): Promise<SecondRun> {
  await stack.stopServices();
  await stack.startServices();
  const before = await trafficOf(stack.simulators);
  const start = Date.now();
  await gateway.synchronizeChanges(
    connectionId,
    lines.map(({ mapping }) => mapping),
  );
  await gateway.watchFullSync(await gateway.startFullSync(connectionId), () => undefined);
  const after = await trafficOf(stack.simulators);
  return { writes: after.writes - before.writes, requests: after.requests - before.requests, durationMs: Date.now() - start };
}

async function trafficOf(simulators: readonly Simulator[]): Promise<Traffic> {
  const each = await Promise.all(simulators.map((simulator) => simulator.traffic()));
  return each.reduce((sum, one) => ({ requests: sum.requests + one.requests, writes: sum.writes + one.writes }), {
    requests: 0,
    writes: 0,
  });
}
