/** F-05: every wake-up and every event comes one to five times, in any order; the outcome and the number of writes are those of a run without. */
import { DoublingRelay } from '../doubling-relay';
import { Experiment } from '../experiment';
import { Figures, Scenario } from '../scenario';

const customers = 2_000;

async function writesOfARun(experiment: Experiment): Promise<{ writes: number; records: number }> {
  await experiment.prepare({ customers });
  await experiment.connect();
  const view = await experiment.fullSync();
  await experiment.settle();
  return { writes: (await experiment.sales.writes()) + (await experiment.businessCentral.writes()), records: view.counters.seen };
}

export const everyMessageDoubled: Scenario = {
  id: 'F-05',
  sentence: 'Every wake-up and every event is delivered one to five times, shuffled: the same end state, not one write more',
  length: { real: '1 to 5 deliveries of each message', compressed: 'the same' },
  async run(experiment): Promise<Figures> {
    const plain = await writesOfARun(experiment);
    const relay = await DoublingRelay.start(experiment.stage.nats.url, experiment.random);
    const doubled = await writesOfARun(experiment).finally(() => relay.stop());
    const { heard, copies } = relay.figures;
    experiment.expect(copies > heard, `only ${copies} copies of ${heard} messages were sent`);
    experiment.expect(doubled.writes === plain.writes, `${plain.writes} writes without copies, ${doubled.writes} with`);
    return { messages: heard, copies, writesWithout: plain.writes, writesWith: doubled.writes, records: doubled.records };
  },
};
