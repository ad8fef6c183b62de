/** Loads CRONUS International Ltd.: the set-up of the company, and the sample rows with all that Business Central derives from them. */
import type { Database } from '../store/database';
import type { Company } from '../store/company';
import type { Transaction } from '../store/transaction';
import { SeededRandom } from '../../service/seeded-random';
import { completeItems, completeTraders, completePersons } from './complete-rows';
import { loadInvoices } from './load-invoices';
import { loadOrders } from './load-orders';
import { loadTable, readSample } from './sample-rows';
import { masterTables, referenceTables } from './sample-tables';
import { startNumberSeries } from './start-number-series';

const writer = { name: 'sample', userId: '00000000-0000-0000-0000-000000000001' };

/** `sample` false: the company and its set-up alone. */
export function loadCompany(database: Database, { sample }: { sample: boolean }): Company {
  const [facts] = readSample('companies');
  const company = database.addCompany(String(facts?.['id']), String(facts?.['name']));
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

/** Standard payment methods; the sample has none. */
const paymentMethods = { BANK: 'Bank Transfer', CARD: 'Card payment', CASH: 'Cash payment', CHECK: 'Check payment', GIRO: 'Giro transfer' };
/** The accounts that document lines are posted to. */
const accounts = {
  '6110': 'Sales, Retail - Dom.',
  '6210': 'Sales, Raw Materials - Dom.',
  '6410': 'Sales, Resources - Dom.',
  '6810': 'Fees and Charges Rec. - Dom.',
};
const postingGroups = {
  generalProductPostingGroups: ['RAW MAT', 'RETAIL', 'SERVICES', 'MISC', 'FREIGHT'],
  inventoryPostingGroups: ['RAW MAT', 'RESALE', 'FINISHED'],
};

function loadSetup(transaction: Transaction, company: Company): void {
  insert(transaction, company, 'salesSetup', {
    writeInProductType: 'Item',
    archiveQuotes: 'Always',
    archiveOrders: true,
    allowEditingActivePrice: true,
  });
  insert(transaction, company, 'companyExperience', { experience: 'Premium' });
  insert(transaction, company, 'integrationState', {});
  for (const [number, displayName] of Object.entries(accounts))
    insert(transaction, company, 'accounts', { number, displayName, accountType: 'Posting', directPosting: true });
  const experience = company.table('companyInformation');
  for (const row of experience.all()) row[experience.place('experience')] = 'Premium';
  for (const [code, displayName] of Object.entries(paymentMethods)) insert(transaction, company, 'paymentMethods', { code, displayName });
  for (const [table, codes] of Object.entries(postingGroups))
    for (const code of codes) insert(transaction, company, table, { code, description: code });
  const currencies = company.table('currencies');
  for (const row of currencies.all()) row[currencies.place('isoCode')] = currencies.text(row, 'code');
}

function insert(transaction: Transaction, company: Company, name: string, values: Record<string, string | boolean>): void {
  const table = company.table(name);
  const row = table.blankRow(name === 'integrationState' || name === 'companyExperience' ? company.id : transaction.newId());
  for (const [column, value] of Object.entries(values)) row[table.place(column)] = value;
  table.insert(transaction, row);
}
