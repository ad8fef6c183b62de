import type { RowDraft } from '../writing/row-draft';
import type { RuleScope, TableRules } from './table-rules';

/** Accounts, contacts and users: computed names, and what goes with a deleted row. */

const fullName: TableRules = { creating: composeFullName, updating: composeFullName };

function composeFullName(draft: RowDraft): void {
  if (!draft.sets('firstname') && !draft.sets('lastname')) return;
  const parts = [draft.value('firstname'), draft.value('lastname')].filter((part) => part !== null);
  draft.stamp('fullname', parts.length === 0 ? null : parts.join(' '));
}

/** Lookups at the row become empty when it goes; contacts of an account stay. */
const clearing = (references: ReadonlyArray<[table: string, lookup: string]>): TableRules => ({
  deleted: (row, { context, platform }: RuleScope) => {
    for (const [table, lookup] of references) {
      const store = context.database.store(table);
      const column = store.table.columns.get(lookup);
      if (column !== undefined) for (const referring of store.find(column, row.id)) platform.update(table, referring, { [lookup]: null });
    }
  },
});

export const accountRules: TableRules = clearing([
  ['contact', 'parentcustomerid'],
  ['account', 'parentaccountid'],
]);

export const contactRules: TableRules = { ...fullName, ...clearing([['account', 'primarycontactid']]) };

export const systemUserRules: TableRules = fullName;
