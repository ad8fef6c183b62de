/** Customers and vendors: each has a company contact, which is created with it and follows its name and address. */
import { touchStatistics } from '../documents/customer-statistics';
import { dialog } from '../http/wire-error';
import { Row, idOf } from '../store/column';
import type { Company } from '../store/company';
import type { Transaction } from '../store/transaction';
import { Draft } from '../write/draft';
import { insertDraft } from '../write/create-row';
import type { Removal, TableRules } from './table-rules';

type Trader = 'customers' | 'vendors';

const relationOf = (trader: Trader) => (trader === 'customers' ? 'relatedCustomer' : 'relatedVendor');

/** Fields that the company contact has from its customer or vendor. */
const copiedToContact = [
  'displayName',
  'addressLine1',
  'addressLine2',
  'city',
  'state',
  'country',
  'postalCode',
  'phoneNumber',
  'mobilePhoneNumber',
  'faxNo',
  'email',
  'website',
  'currencyCode',
];

function rulesFor(trader: Trader): TableRules {
  return {
    prepare: (draft) => draft.fill('number', draft.text('number') || draft.company.nextNumber(trader)),
    afterInsert: (draft) => {
      createCompanyContact(draft, trader);
      if (trader === 'customers') createStatistics(draft);
    },
    afterModify: (draft) => {
      updateCompanyContact(draft, trader);
      if (trader === 'customers') touchStatistics(draft.transaction, draft.company, draft.table.text(draft.row, 'number'));
    },
    beforeDelete: (removal) => refuseWhileInUse(removal, trader),
    afterDelete: (removal) => forgetRelation(removal, trader),
  };
}

export const customerRules = rulesFor('customers');
export const vendorRules = rulesFor('vendors');

export function createCompanyContact(draft: Draft, trader: Trader): void {
  const contacts = draft.company.table('contacts');
  const contact = new Draft(draft.transaction, draft.company, contacts, contacts.blankRow(draft.transaction.newId()));
  for (const column of copiedToContact) contact.set(column, draft.table.read(draft.row, column));
  contact.set('salespersonCode', draft.text(trader === 'customers' ? 'salespersonCode' : 'purchaserCode'));
  contact.set('type', trader === 'customers' ? draft.text('type') : 'Company');
  contact.set(relationOf(trader), draft.text('number'));
  contact.given.add('displayName');
  insertDraft(contact, []);
}

export function createStatistics({ transaction, company, row, table }: Draft): void {
  const statistics = company.table('customerStatistics');
  const line = statistics.blankRow(idOf(row));
  line[statistics.place('customerNumber')] = table.text(row, 'number');
  statistics.insert(transaction, line);
}

function contactOf(company: Company, trader: Trader, number: string): Row | undefined {
  return company.table('contacts').having(relationOf(trader), number)[0];
}

function updateCompanyContact({ transaction, company, table, row, before }: Draft, trader: Trader): void {
  const contact = contactOf(company, trader, table.text(row, 'number'));
  if (!contact || !before) return;
  const contacts = company.table('contacts');
  const changed = copiedToContact.filter((column) => before[table.place(column)] !== row[table.place(column)]);
  if (changed.length === 0) return;
  contacts.update(
    transaction,
    contact,
    changed.map((column) => [contacts.place(column), table.read(row, column)] as const),
  );
  transaction.note(contacts, contact, 'update', changed);
}

function refuseWhileInUse({ company, row }: Removal, trader: Trader): void {
  if (trader === 'vendors') return;
  const customers = company.table('customers');
  const number = customers.text(row, 'number');
  for (const [table, kind] of [
    ['salesOrders', 'Order'],
    ['salesQuotes', 'Quote'],
  ] as const)
    if (company.table(table).having('customerNumber', number).length > 0)
      throw dialog(`You cannot delete Customer ${number} because there is at least one outstanding Sales ${kind} for this customer.`);
  if (company.table('customerLedgerMovements').having('customerNumber', number).length > 0)
    throw dialog(`You cannot delete Customer ${number} because it has ledger entries in a fiscal year that has not been closed yet.`);
}

function forgetRelation({ transaction, company, row }: Removal, trader: Trader): void {
  const table = company.table(trader);
  const contact = contactOf(company, trader, table.text(row, 'number'));
  if (contact) endRelation(transaction, company, contact, trader);
  const statistics = trader === 'customers' ? company.table('customerStatistics').get(idOf(row)) : undefined;
  if (statistics) company.table('customerStatistics').remove(transaction, statistics);
}

/** The contact itself stays, and so do its persons and their opportunities; all of them read another relation from now on. */
function endRelation(transaction: Transaction, company: Company, contact: Row, trader: Trader): void {
  const contacts = company.table('contacts');
  contacts.update(transaction, contact, [[contacts.place(relationOf(trader)), '']]);
  const opportunities = company.table('opportunities');
  for (const person of contacts.having('companyNumber', contacts.text(contact, 'number'))) {
    contacts.touch(transaction, person, transaction.nextVersion());
    for (const opportunity of opportunities.having('contactNumber', contacts.text(person, 'number')))
      opportunities.touch(transaction, opportunity, transaction.nextVersion());
  }
}
