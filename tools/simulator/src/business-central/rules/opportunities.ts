/** Opportunities: what the contact brings with it. */
import { dialog } from '../http/wire-error';
import type { TableRules } from './table-rules';

export const opportunityRules: TableRules = {
  prepare: (draft) => {
    if (draft.text('number') === '') draft.set('number', draft.company.nextNumber('opportunities'));
    const contacts = draft.company.table('contacts');
    const contact = contacts.find(draft.text('contactNumber'));
    if (!contact) throw dialog('Contact No. must have a value in Opportunity.');
    draft.fill('salespersonCode', contacts.text(contact, 'salespersonCode'));
    draft.set('creationDate', new Date(draft.transaction.now()).toISOString().slice(0, 10));
  },
};
