/** What shows that everything has stopped: for a while nobody writes to either system. */
import { eventually } from '@tandem/platform/testing/eventually';
import type { FaultRule } from '../../simulator/src/service/fault-rule';
import { Experiment } from './experiment';
import { leaseMs } from './stage';

/** A write that was under way at the stop may take so long to arrive, in milliseconds. */
const underWayMs = 1_000;
/** Longer than a lease, after which another worker takes a page over. */
const watchedMs = leaseMs + 2_000;

/** Sales is slow to create customers, so that something else comes in the middle of it. */
export const slowCustomers: FaultRule = {
  id: 'slow-customers',
  match: { method: 'POST', path: '/accounts/' },
  action: { kind: 'slow', milliseconds: 1_000 },
};

/** Lets time pass. */
export const pass = (milliseconds: number): Promise<unknown> => {
  const end = performance.now() + milliseconds;
  return eventually(() => performance.now() >= end, { withinMs: milliseconds * 2 + 1_000, everyMs: 20 });
};

const writesOf = async ({ sales, businessCentral }: Experiment): Promise<number> =>
  (await sales.writes()) + (await businessCentral.writes());

/** Watches for longer than a lease; what is written meanwhile counts against the scenario. */
export async function expectStandstill(experiment: Experiment, after: string): Promise<void> {
  await pass(underWayMs);
  const before = await writesOf(experiment);
  await pass(watchedMs);
  const written = (await writesOf(experiment)) - before;
  experiment.expect(written === 0, `${written} rows were written after ${after}`);
}

/** How many customers Tandem has created in Sales. */
export const customersCreated = async ({ sales }: Experiment): Promise<number> =>
  (await sales.history()).filter(({ table, operation, writer }) => table === 'account' && operation === 'create' && writer !== 'user')
    .length;
