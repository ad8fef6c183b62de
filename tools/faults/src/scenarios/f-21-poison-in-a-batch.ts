/** F-21: a few rows of a bulk creation are refused by the service; only they park, at the price of few requests. */
import { Experiment } from '../experiment';
import { Scenario } from '../scenario';

const customers = 1_000;
const poisons = [1, 3];
/** Rows in one write request. */
const batch = 100;
const name = (index: number): string => `Poison ${index}`;

/** Requests that write accounts. */
async function writeRequests({ sales }: Experiment): Promise<number> {
  const { operations } = await sales.counters();
  return (operations['POST accounts/CreateMultiple']?.requests ?? 0) + (operations['POST $batch']?.requests ?? 0);
}

async function poison(experiment: Experiment, count: number): Promise<void> {
  const rows = (await experiment.businessCentral.rows('customers')).filter(({ number }) => String(number).startsWith('G'));
  for (let index = 1; index <= count; index++) {
    const { id } = experiment.random.pick(rows);
    await experiment.businessCentral.edit([{ table: 'customers', key: String(id), values: { displayName: name(index) } }]);
    const action = { kind: 'reject-record', table: 'account', column: 'name', value: name(index), message: 'This row is poison.' } as const;
    await experiment.sales.setFault({ id: `poison-${index}`, action });
  }
}

/** A full synchronisation with so many rows that the service refuses; answers the write requests it took. */
async function runWith(experiment: Experiment, count: number): Promise<number> {
  await experiment.prepare({ customers });
  await poison(experiment, count);
  await experiment.connect();
  await experiment.fullSync();
  const sent = await writeRequests(experiment);
  await experiment.settle();
  const parked = await experiment.connection.issues('kind=parked&mapping=CUSTOMER');
  const labels = parked.map(({ label = '' }) => label.replace(/^\S+ /, '')).sort();
  const expected = Array.from({ length: count }, (_, index) => name(index + 1));
  experiment.expect(labels.join() === expected.join(), `parked are ${labels.join(', ') || 'none'}, not ${expected.join(', ')}`);
  return sent;
}

/** Once the service takes the rows, a person asks for another look, and all is well. */
async function cure(experiment: Experiment, count: number): Promise<void> {
  for (let index = 1; index <= count; index++) await experiment.sales.removeFault(`poison-${index}`);
  await experiment.connection.send('POST', 'issues/retry', {
    filter: { mapping: 'CUSTOMER', kind: 'parked' },
  });
  await experiment.settle();
  const left = await experiment.connection.issues('kind=parked&mapping=CUSTOMER');
  experiment.expect(left.length === 0, `${left.length} rows stay parked although the service takes them now`);
}

export const poisonInABatch: Scenario = {
  id: 'F-21',
  sentence: 'One and several rows of a bulk creation are refused: only these park, with at most ⌈log₂ n⌉ + k further requests',
  length: { real: 'the same', compressed: 'the same' },
  async run(experiment) {
    const plain = await runWith(experiment, 0);
    const figures: Record<string, number> = { requestsWithout: plain };
    for (const count of poisons) {
      const extra = (await runWith(experiment, count)) - plain;
      const allowed = Math.ceil(Math.log2(batch)) + count;
      experiment.expect(extra <= allowed, `${count} poison rows cost ${extra} further requests, not ${allowed} at most`);
      figures[`furtherRequestsFor${count}`] = extra;
    }
    await cure(experiment, poisons.at(-1) ?? 0);
    return figures;
  },
};
