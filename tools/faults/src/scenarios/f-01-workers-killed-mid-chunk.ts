/** F-01: workers are killed while they have a page in hand; the full synchronisation ends as if nothing had happened. */
import { createdAccounts } from '../accounting';
import { killBusyWorkers } from '../kill-busy-workers';
import { rewritten } from '../rewritten';
import { Scenario } from '../scenario';

const customers = 6_000;
const killing = { everyMs: 1_000, most: 12 };
const fewestKills = 8;
/** A worker has so many chunks of a page on their way at once. */
const chunksAtOnce = 3;
const recordsInAChunk = 500;

export const workersKilledMidChunk: Scenario = {
  id: 'F-01',
  sentence:
    'Workers are killed in the middle of chunks: the full synchronisation ends, only what was in their hands is done again, nothing is there twice, and what was created is counted as created',
  length: { real: 'a kill every 2 s for 2 min', compressed: `12 kills, one a second, while ${customers} customers are synchronised` },
  workers: 4,
  async run(experiment) {
    await experiment.prepare({ customers });
    await experiment.connect();
    const review = await experiment.startFullSync();
    const over = new AbortController();
    const killed = killBusyWorkers(experiment.stage.stack, { ...killing, signal: over.signal });
    const view = await experiment.untilFinished(review).finally(() => over.abort());
    const killsWithPageInHand = await killed;
    const invariants = await experiment.settle();
    const redone = await rewritten(experiment.sales);
    experiment.expect(killsWithPageInHand >= fewestKills, `only ${killsWithPageInHand} kills hit a worker with a page in hand`);
    const inHand = killsWithPageInHand * chunksAtOnce * recordsInAChunk;
    experiment.expect(redone <= inHand, `${redone} records were written again after ${killsWithPageInHand} kills`);
    const { counted, made } = await createdAccounts(view, experiment.sales);
    experiment.expect(counted === made, `${made} accounts were created, ${counted} are counted`);
    return { killsWithPageInHand, redone, created: made, records: view.counters.seen, duplicates: invariants.duplicates };
  },
};
