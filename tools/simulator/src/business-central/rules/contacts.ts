/** Contacts: a company is its own company, a person's name has three parts, and a person may belong to a company. */
import { dialog } from '../http/wire-error';
import type { Company } from '../store/company';
import type { Transaction } from '../store/transaction';
import type { Draft } from '../write/draft';
import { PersonName, joinName, splitName } from './person-name';
import type { Removal, TableRules } from './table-rules';

const nameParts = ['firstName', 'middleName', 'surname'] as const;

export const contactRules: TableRules = {
  prepare: (draft) => {
    if (draft.text('number') === '') draft.set('number', draft.company.nextNumber('contacts'));
    settleCompany(draft);
    settleName(draft);
  },
  beforeModify: (draft) => {
    settleCompany(draft);
    settleName(draft);
  },
  afterModify: (draft) => tellPersons(draft),
  beforeDelete: (removal) => refuseWhileInUse(removal),
  afterDelete: (removal) => releasePersons(removal),
};

function settleCompany(draft: Draft): void {
  if (draft.text('type') === 'Company') {
    if (draft.given.has('companyNumber') && draft.text('companyNumber') !== draft.text('number'))
      throw dialog('A contact of type Company cannot belong to another company.');
    return draft.set('companyNumber', draft.text('number'));
  }
  const number = draft.text('companyNumber');
  if (number === draft.text('number')) return draft.set('companyNumber', '');
  if (number === '' || !draft.changed('companyNumber')) return;
  const contacts = draft.company.table('contacts');
  const owner = contacts.find(number);
  if (!owner || contacts.text(owner, 'type') !== 'Company') throw dialog(`Company No. ${number} must be a contact of type Company.`);
}

/** Parts make the name, or the name is broken down into parts; parts win when both are given. */
function settleName(draft: Draft): void {
  if (draft.text('type') === 'Company') return;
  if (nameParts.some((part) => draft.given.has(part))) return draft.set('displayName', joinName(partsOf(draft)));
  if (!draft.given.has('displayName')) return;
  const parts = splitName(draft.text('displayName'));
  for (const part of nameParts) draft.set(part, parts[part]);
}

function partsOf(draft: Draft): PersonName {
  return { firstName: draft.text('firstName'), middleName: draft.text('middleName'), surname: draft.text('surname') };
}

/** A company's new name or relation shows on its persons, so their row versions move. */
function tellPersons({ transaction, company, table, row, before }: Draft): void {
  if (!before || table.text(row, 'type') !== 'Company' || before[table.place('displayName')] === row[table.place('displayName')]) return;
  touchPersons(transaction, company, table.text(row, 'number'));
}

function touchPersons(transaction: Transaction, company: Company, number: string): void {
  const contacts = company.table('contacts');
  for (const person of contacts.having('companyNumber', number))
    if (contacts.text(person, 'number') !== number) contacts.touch(transaction, person, transaction.nextVersion());
}

function refuseWhileInUse({ company, row }: Removal): void {
  const number = company.table('contacts').text(row, 'number');
  if (company.table('opportunities').having('contactNumber', number).length > 0)
    throw dialog(`You cannot delete the Contact ${number} because there are one or more opportunities open.`);
}

/** Persons of a deleted company stay without a company; a customer or vendor loses its deleted primary contact. */
function releasePersons({ transaction, company, row }: Removal): void {
  const contacts = company.table('contacts');
  const number = contacts.text(row, 'number');
  for (const person of [...contacts.having('companyNumber', number)])
    contacts.update(transaction, person, [[contacts.place('companyNumber'), '']]);
  const owner = contacts.find(contacts.text(row, 'companyNumber'));
  if (!owner) return;
  for (const [table, relation] of [
    ['customers', 'relatedCustomer'],
    ['vendors', 'relatedVendor'],
  ] as const) {
    const trader = company.table(table).find(contacts.text(owner, relation));
    const place = company.table(table).place('primaryContactNo');
    if (trader?.[place] === number) company.table(table).update(transaction, trader, [[place, '']]);
  }
}
