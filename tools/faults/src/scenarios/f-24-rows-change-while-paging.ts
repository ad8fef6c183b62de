/** F-24: users change, add and delete rows of both systems while these are read page by page, and a worker dies after it has handed the next page on. */
import { BusyUsers, Desk } from '../busy-users';
import { Experiment } from '../experiment';
import { dieAt } from '../fail-workers';
import { Scenario } from '../scenario';

const amounts = { customers: 6_000, accounts: 5_500 };
const deathsWanted = 2;

async function desksOf({ businessCentral, sales }: Experiment): Promise<Desk[]> {
  const customers = (await businessCentral.rows('customers')).filter(({ number }) => String(number).startsWith('G'));
  const accounts = (await sales.rows('account')).filter(({ accountnumber }) => String(accountnumber).startsWith('S'));
  return [
    {
      system: businessCentral,
      table: 'customers',
      keys: customers.map(({ id }) => String(id)),
      change: (serial) => ({ city: `Town ${serial}` }),
      addition: (serial) => ({ displayName: `Walk-in ${serial}` }),
    },
    {
      system: sales,
      table: 'account',
      keys: accounts.map(({ accountid }) => String(accountid)),
      change: (serial) => ({ address1_city: `City ${serial}` }),
      addition: (serial) => ({ name: `Prospect ${serial}`, customertypecode: 3 }),
    },
  ];
}

export const rowsChangeWhilePaging: Scenario = {
  id: 'F-24',
  sentence:
    'Rows are inserted, deleted and updated while they are read page by page, with kills after the hand-on: none is missed, none is there twice',
  length: { real: 'edits during one full synchronisation', compressed: 'the same, 6 edits on each side every 150 ms' },
  async run(experiment) {
    await experiment.prepare(amounts);
    await experiment.connect();
    const users = new BusyUsers(await desksOf(experiment), experiment.random);
    const dying = await dieAt(experiment.stage.stack, { point: 'after-resolve', mode: 'kill', mapping: 'CUSTOMER' }, deathsWanted);
    const closing = new AbortController();
    const working = users.work(closing.signal);
    const view = await experiment.fullSync().finally(() => {
      closing.abort();
      return dying.stop();
    });
    await working;
    const { deaths } = dying;
    await experiment.synchronizeChanges();
    await experiment.untilRest();
    const missed = await experiment.connection.unaccounted('CUSTOMER', users.present);
    experiment.expect(missed.length === 0, `${missed.length} rows that were there all the time were missed`);
    await experiment.fullSync();
    const { duplicates } = await experiment.settle();
    experiment.expect(deaths >= deathsWanted, `only ${deaths} of ${deathsWanted} workers died after the hand-on`);
    return { ...users.edits, missed: missed.length, killsWithPageInHand: deaths, records: view.counters.seen, duplicates };
  },
};
