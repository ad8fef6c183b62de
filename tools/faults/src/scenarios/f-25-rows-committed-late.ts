/** F-25: transactions that began before a run are committed after it, with row versions and times that the run has already passed. */
import { Experiment } from '../experiment';
import { Scenario } from '../scenario';
import type { SimulatorControl } from '../simulator-control';

const amounts = { customers: 500, matches: 50 };
const lateEdits = 10;
const watched = ['CUSTOMER', 'CONTACT'];

type Row = Readonly<Record<string, unknown>>;

const generated = (rows: readonly Row[], column: string): Row[] => rows.filter((row) => String(row[column]).startsWith('G'));

interface Late {
  readonly system: SimulatorControl;
  readonly held: readonly string[];
}

/** Begins additions and changes on both sides that nobody sees yet, then has users change other rows, which come first. */
async function begin({ businessCentral, sales }: Experiment, round: number): Promise<Late[]> {
  const customers = generated(await businessCentral.rows('customers'), 'number');
  const accounts = generated(await sales.rows('account'), 'accountnumber');
  const [early, late] = [round * lateEdits, (round + 1) * lateEdits];
  const onCustomers = customers
    .slice(early, late)
    .map(({ id }) => ({ table: 'customers', key: String(id), values: { city: `Late ${round}` } }));
  const onAccounts = accounts
    .slice(early, late)
    .map(({ accountid }) => ({ table: 'account', key: String(accountid), values: { telephone1: `+44 ${round}` } }));
  const heldThere = await businessCentral.hold([...onCustomers, { table: 'customers', values: { displayName: `Late customer ${round}` } }]);
  const heldHere = await sales.hold([...onAccounts, { table: 'account', values: { name: `Late account ${round}`, customertypecode: 3 } }]);
  await businessCentral.edit([{ table: 'customers', key: String(customers.at(-1 - round)?.['id']), values: { city: `Soon ${round}` } }]);
  await sales.edit([{ table: 'account', key: String(accounts.at(-1 - round)?.['accountid']), values: { fax: `+44 ${round}` } }]);
  return [
    { system: businessCentral, held: heldThere },
    { system: sales, held: heldHere },
  ];
}

/** Commits them, in any order. */
async function commit(experiment: Experiment, late: readonly Late[]): Promise<number> {
  const open = late.flatMap(({ system, held }) => held.map((id) => ({ system, id, order: experiment.random.next() })));
  for (const { system, id } of open.sort((one, other) => one.order - other.order)) await system.release(id);
  return open.length;
}

/** How many changes of a round have reached the other side. */
async function arrived({ businessCentral, sales }: Experiment, round: number): Promise<number> {
  const accounts = (await sales.rows('account')).filter((row) => row['address1_city'] === `Late ${round}`);
  const customers = (await businessCentral.rows('customers')).filter((row) => row['phoneNumber'] === `+44 ${round}`);
  return accounts.length + customers.length;
}

/** Runs what has changed; every late change must arrive by that alone. */
async function expectArrival(experiment: Experiment, round: number): Promise<void> {
  await experiment.synchronizeChanges(watched);
  await experiment.untilRest();
  const count = await arrived(experiment, round);
  experiment.expect(count === 2 * lateEdits, `${count} of ${2 * lateEdits} late changes of round ${round + 1} arrived`);
}

/** Rows made up before the first run that are neither coupled nor listed. */
async function missedOnes(experiment: Experiment): Promise<number> {
  const customers = generated(await experiment.businessCentral.rows('customers'), 'number').map(({ id }) => String(id));
  return (await experiment.connection.unaccounted('CUSTOMER', customers)).length;
}

export const rowsCommittedLate: Scenario = {
  id: 'F-25',
  sentence: 'Rows become visible with versions and times that a run has already passed: the next run finds every one of them',
  length: { real: 'up to 20 s late', compressed: 'one run late, twice' },
  async run(experiment) {
    await experiment.prepare(amounts);
    await experiment.connect();
    const duringFull = await begin(experiment, 0);
    await experiment.fullSync();
    let lateCommits = await commit(experiment, duringFull);
    await expectArrival(experiment, 0);
    const duringChanges = await begin(experiment, 1);
    await experiment.synchronizeChanges(watched);
    lateCommits += await commit(experiment, duringChanges);
    await expectArrival(experiment, 1);
    const missed = await missedOnes(experiment);
    experiment.expect(missed === 0, `${missed} rows that were there before the first run were missed`);
    await experiment.fullSync();
    const { duplicates } = await experiment.settle();
    return { lateCommits, missed, duplicates };
  },
};
