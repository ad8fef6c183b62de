/** F-09: the messenger loses everything it has stored while pages are under way; the work is published again from the database. */
import { setTimeout as pause } from 'node:timers/promises';
import { Scenario } from '../scenario';

const customers = 6_000;
const losses = 3;
const everyMs = 3_000;

export const theMessageStoreIsLost: Scenario = {
  id: 'F-09',
  sentence:
    'The JetStream store is deleted and the server restarted empty: streams come back, work is published again from PostgreSQL, nothing is lost',
  length: { real: 'once', compressed: `${losses} times, every ${everyMs / 1_000} s, while ${customers} customers are synchronised` },
  async run(experiment) {
    await experiment.prepare({ customers });
    await experiment.connect();
    const review = await experiment.startFullSync();
    const watched = experiment.untilFinished(review);
    for (let loss = 0; loss < losses; loss++) {
      await pause(everyMs);
      await experiment.stage.loseMessages();
    }
    const view = await watched;
    const invariants = await experiment.settle();
    return { losses, records: view.counters.seen, duplicates: invariants.duplicates };
  },
};
