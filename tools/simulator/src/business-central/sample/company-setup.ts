/** What a company is set up with before anybody works in it: its single rows, payment methods, posting groups and accounts. */
import type { Company } from '../store/company';
import type { Transaction } from '../store/transaction';

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

export function loadSetup(transaction: Transaction, company: Company): void {
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
