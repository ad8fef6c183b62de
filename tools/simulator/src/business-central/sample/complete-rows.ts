/** What Business Central derives from master data: company contacts and their relations, names of persons, units and stock. */
import type { Row } from '../store/column';
import type { Company } from '../store/company';
import type { Transaction } from '../store/transaction';
import { ensureAvailability, postLedgerEntry } from '../rules/inventory';
import { ensureUnits } from '../rules/units';
import { createCompanyContact, createStatistics } from '../rules/customers-and-vendors';
import { splitName } from '../rules/person-name';
import { Draft } from '../write/draft';
import { escaped } from '../write/convert';
import { readSample } from './sample-rows';

/** Company contacts of the sample are linked by number; a customer or vendor that has none gets one. */
export function completeTraders(transaction: Transaction, company: Company): void {
  const contacts = company.table('contacts');
  for (const { id, linkedNumber, contactBusinessRelation } of readSample('contacts')) {
    const row = linkedNumber === undefined ? undefined : contacts.get(String(id));
    const column = contactBusinessRelation === 'Vendor' ? 'relatedVendor' : 'relatedCustomer';
    if (row) contacts.update(transaction, row, [[contacts.place(column), String(linkedNumber)]]);
  }
  for (const [trader, relation] of [
    ['customers', 'relatedCustomer'],
    ['vendors', 'relatedVendor'],
  ] as const)
    for (const row of company.table(trader).all()) {
      const draft = draftOf(transaction, company, trader, row);
      if (contacts.having(relation, draft.text('number')).length === 0) createCompanyContact(draft, trader);
      if (trader === 'customers') createStatistics(draft);
    }
}

export function completePersons(company: Company): void {
  const contacts = company.table('contacts');
  for (const row of contacts.all()) {
    row[contacts.place('searchName')] = contacts.text(row, 'displayName').toUpperCase();
    if (contacts.text(row, 'type') !== 'Person') continue;
    for (const [column, part] of Object.entries(splitName(contacts.text(row, 'displayName')))) row[contacts.place(column)] = part as string;
  }
}

export function completeItems(transaction: Transaction, company: Company): void {
  for (const row of company.table('resources').all()) ensureUnits(draftOf(transaction, company, 'resources', row), 'resources');
  for (const row of company.table('items').all()) {
    const draft = draftOf(transaction, company, 'items', row);
    ensureUnits(draft, 'items');
    ensureAvailability(draft);
  }
  for (const entry of readSample('itemLedgerEntries'))
    postLedgerEntry(
      transaction,
      company,
      {
        itemNumber: String(entry['itemNumber']),
        locationCode: String(entry['locationCode'] ?? ''),
        entryType: escaped(String(entry['entryType'])),
        documentNumber: String(entry['documentNumber']),
        postingDate: String(entry['postingDate']),
        quantity: Number(entry['quantity']),
      },
      String(entry['id']),
    );
  for (const { number, inventory } of readSample('items-composed'))
    if (inventory)
      postLedgerEntry(transaction, company, {
        itemNumber: String(number),
        locationCode: '',
        entryType: escaped('Positive Adjmt.'),
        documentNumber: 'START',
        postingDate: '2025-12-31',
        quantity: Number(inventory),
      });
}

function draftOf(transaction: Transaction, company: Company, table: string, row: Row): Draft {
  return new Draft(transaction, company, company.table(table), row);
}
