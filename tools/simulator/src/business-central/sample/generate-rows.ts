/** Makes customers, vendors and contacts in volume: seeded, with unique names and references that exist. */
import { SeededRandom } from '../../service/seeded-random';
import { ControlError } from '../../service/controlled-rows';
import type { GenerateRequest } from '../../service/simulated-service';
import type { Company } from '../store/company';
import type { Database } from '../store/database';
import type { Transaction } from '../store/transaction';
import { compact } from './compact-text';
import { RowFiller } from './row-filler';

const known = new Set(['customers', 'vendors', 'contacts', 'items', 'seed']);
const chunk = 1000;

/** `{ customers, vendors, contacts, items, seed }`: contacts are persons, spread over the customers; each customer has its company contact besides. */
export function generateRows(database: Database, request: GenerateRequest): Record<string, number> {
  for (const name of Object.keys(request))
    if (!known.has(name)) throw new ControlError(`'${name}' cannot be generated; known are ${[...known].join(', ')}.`);
  const { customers = 0, vendors = 0, contacts = 0, items = 0, seed = 1 } = request;
  const [company] = database.companies;
  if (!company) throw new ControlError('There is no company to generate rows in.');
  const filler = new RowFiller(company, new SeededRandom(seed), seed);
  const run = new Generation(database, new SeededRandom(seed + 1));
  run.repeat(customers, (transaction, index) => filler.addTrader(transaction, 'customers', index));
  run.repeat(vendors, (transaction, index) => filler.addTrader(transaction, 'vendors', index));
  run.repeat(contacts, (transaction, index) => filler.addPerson(transaction, index));
  run.repeat(items, (transaction, index) => filler.addItem(transaction, index));
  return counts(company);
}

class Generation {
  constructor(
    private readonly database: Database,
    private readonly random: SeededRandom,
  ) {}

  /** In small transactions, so that nothing piles up for a rollback that never comes. */
  repeat(times: number, add: (transaction: Transaction, index: number) => void): void {
    for (let done = 0; done < times; done += chunk) {
      const transaction = this.database.beginSeeded({ name: 'generator', userId: '00000000-0000-0000-0000-000000000002' }, () =>
        compact(this.random.guid()),
      );
      for (let at = done; at < Math.min(done + chunk, times); at++) add(transaction, at + 1);
      this.database.commit(transaction);
    }
  }
}

function counts(company: Company): Record<string, number> {
  return Object.fromEntries(['customers', 'vendors', 'contacts', 'items'].map((table) => [table, company.table(table).size]));
}
