/** Loads CRONUS International Ltd.: the set-up of the company, and the sample rows with all that Business Central derives from them. */
import type { Database } from '../store/database';
import type { Company } from '../store/company';
import type { Transaction } from '../store/transaction';
import { SeededRandom } from '../../service/seeded-random';
import { completeItems, completeTraders, completePersons } from './complete-rows';
import { loadSetup } from './company-setup';
import { loadInvoices } from './load-invoices';
import { loadOrders } from './load-orders';
import { loadTable, readSample } from './sample-rows';
import { masterTables, referenceTables } from './sample-tables';
import { startNumberSeries } from './start-number-series';

const writer = { name: 'sample', userId: '00000000-0000-0000-0000-000000000001' };

export interface CompanyStart {
  /** False: the company and its set-up alone. */
  readonly sample: boolean;
  /** Default: CRONUS International Ltd. */
  readonly identity?: { readonly id: string; readonly name: string };
}

export function loadCompany(database: Database, { sample, identity }: CompanyStart): Company {
  const [facts] = readSample('companies');
  const company = database.addCompany(identity?.id ?? String(facts?.['id']), identity?.name ?? String(facts?.['name']));
  company.localCurrencyCode = String(readSample('companyInformation')[0]?.['currencyCode']);
  const random = new SeededRandom(29);
  const transaction = database.beginSeeded(writer, () => random.guid());
  for (const table of referenceTables) loadTable(transaction, company, table);
  loadSetup(transaction, company);
  if (sample) loadSample(transaction, company);
  startNumberSeries(company);
  database.commit(transaction);
  return company;
}

function loadSample(transaction: Transaction, company: Company): void {
  for (const table of masterTables) loadTable(transaction, company, table);
  startNumberSeries(company);
  completeTraders(transaction, company);
  completePersons(company);
  completeItems(transaction, company);
  loadInvoices(transaction, company);
  startNumberSeries(company);
  loadOrders(transaction, company);
}
