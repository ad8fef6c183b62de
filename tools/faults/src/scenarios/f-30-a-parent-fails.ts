/** F-30: a currency is refused by Sales; customers that trade in it wait without a single try, and go on by themselves when it is there. */
import { Experiment } from '../experiment';
import { Scenario } from '../scenario';

const customers = 800;
const children = 200;
const currency = 'DKK';
const attempts = 'attempts-with-a-waiting-child';
const childName = 'Waiting child';

/** Makes customers trade in the currency, and the service refuse the currency; watches for tries with one of the customers. */
async function refuseTheParent({ businessCentral, sales }: Experiment): Promise<void> {
  const rows = (await businessCentral.rows('customers')).filter(({ number }) => String(number).startsWith('G')).slice(0, children);
  const values = (index: number) => ({ currencyCode: currency, displayName: `${childName} ${index}` });
  await businessCentral.edit(rows.map(({ id }, index) => ({ table: 'customers', key: String(id), values: values(index) })));
  const action = { kind: 'reject-record', table: 'transactioncurrency', column: 'isocurrencycode', value: currency } as const;
  await sales.setFault({ id: 'refused-currency', action });
  const match = { method: 'POST', path: 'CreateMultiple|\\$batch', bodyContains: childName };
  await sales.setFault({ id: attempts, match, action: { kind: 'slow', milliseconds: 0 } });
}

/** Customers of the scenario that wait for the currency; others may wait for something else. */
async function waiting(experiment: Experiment): Promise<number> {
  const issues = await experiment.connection.issues('kind=waiting&mapping=CUSTOMER');
  return issues.filter(
    ({ label = '', needs }) =>
      label.includes(childName) && needs.some(({ mapping, value }) => mapping === 'CURRENCY' && value === currency),
  ).length;
}

export const aParentFails: Scenario = {
  id: 'F-30',
  sentence: 'A currency is refused: the customers that need it wait without a try against the target, and are released when it is there',
  length: { real: 'the same', compressed: 'the same' },
  async run(experiment) {
    await experiment.prepare({ customers });
    await refuseTheParent(experiment);
    await experiment.connect();
    await experiment.fullSync();
    await experiment.settle();
    const waited = await waiting(experiment);
    const tried = await experiment.sales.struck(attempts);
    const parked = (await experiment.connection.issues('kind=parked&mapping=CURRENCY')).length;
    experiment.expect(parked === 1, `${parked} currencies are parked`);
    experiment.expect(waited === children, `${waited} of ${children} customers wait`);
    experiment.expect(tried === 0, `${tried} requests carried a customer that waits`);
    await experiment.sales.removeFault('refused-currency');
    await experiment.connection.send('POST', 'issues/retry', {
      filter: { mapping: 'CURRENCY', kind: 'parked' },
    });
    const { duplicates } = await experiment.settle();
    const still = await waiting(experiment);
    experiment.expect(still === 0, `${still} customers still wait although their currency is there`);
    return { waited, attemptsWhileWaiting: tried, released: waited - still, duplicates };
  },
};
