import { DataverseError, refusals } from '../dataverse-error';
import { organizationSetting } from '../reading/organization-settings';
import type { Row } from '../storage/row';
import { valueOf } from '../writing/row-writes';
import type { RowDraft } from '../writing/row-draft';
import { documentKinds, recalculate, type DocumentKind } from './document-totals';
import { readCell, rowOf, rowsWhere } from './row-reading';
import type { RuleScope, TableRules } from './table-rules';

/** Headers of opportunities, quotes, orders and invoices: numbers, customer, currency, read-only states, lines that go with them. */
export function documentRules(kind: DocumentKind): TableRules {
  return {
    creating: (draft, scope) => {
      checkCustomer(draft, scope);
      checkCurrency(draft, scope);
      if (kind.number !== undefined && draft.value(kind.number) === null) draft.stamp(kind.number, nextNumber(kind, scope));
    },
    updating: (draft, scope) => {
      checkEditable(kind, draft, scope);
      if (draft.sets('customerid')) checkCustomer(draft, scope);
      if (draft.sets('pricelevelid') || draft.sets('transactioncurrencyid')) checkCurrency(draft, scope);
      if (draft.sets('statecode') && kind.table === 'salesorder' && draft.value('statecode') === 1 && draft.value('submitdate') === null) {
        draft.stamp('submitdate', scope.context.database.core.clock.isoNow().slice(0, 10));
      }
    },
    updated: (row, scope) => recalculate(kind, row, scope),
    deleting: (row, scope) => checkUninvoiced(kind, row, scope),
    deleted: (row, scope) => {
      for (const line of rowsWhere(scope, kind.line, kind.header, row.id)) scope.platform.remove(kind.line, line);
    },
  };
}

function checkCustomer(draft: RowDraft, scope: RuleScope): void {
  const id = draft.value('customerid');
  if (id === null) throw refusals.argument(`The '${draft.table.logicalName}' needs a customer: customerid_account or customerid_contact.`);
  for (const table of ['account', 'contact']) {
    const customer = rowOf(scope, table, id);
    if (customer !== undefined && readCell(scope, table, customer, 'statecode') !== 0)
      throw new DataverseError(400, '0x80040517', 'The customer is inactive.');
  }
}

/** A document has the currency of its price list. */
function checkCurrency(draft: RowDraft, scope: RuleScope): void {
  const priceList = rowOf(scope, 'pricelevel', draft.value('pricelevelid'));
  if (priceList === undefined) return;
  const currency = readCell(scope, 'pricelevel', priceList, 'transactioncurrencyid');
  if (!draft.sets('transactioncurrencyid') && draft.row === undefined) {
    draft.stamp('transactioncurrencyid', currency);
    draft.stamp(
      'exchangerate',
      valueOf(scope.context, 'transactioncurrency', rowOf(scope, 'transactioncurrency', currency) as Row, 'exchangerate'),
    );
  }
  if (draft.value('transactioncurrencyid') !== currency)
    throw new DataverseError(400, '0x80048cea', 'The currency of the record does not match the currency of the price list.');
}

function nextNumber({ table, prefix }: DocumentKind, { context }: RuleScope): string {
  const count = context.database.store(table).rows.size + 2001;
  return `${prefix}-${String(count).padStart(5, '0')}-${context.database.core.random.guid().slice(0, 6).toUpperCase()}`;
}

const always = new Set(['statecode', 'statuscode', 'modifiedon', 'modifiedby']);

/** Outside its first states a document takes a change of state only; with back-office integration on, the integration user writes. */
function checkEditable({ table, editableStates }: DocumentKind, draft: RowDraft, scope: RuleScope): void {
  if (editableStates.includes(draft.before('statecode') as number) || draft.changed.every((name) => always.has(name))) return;
  const { database, caller } = scope.context;
  const byBackOffice =
    organizationSetting(database, 'issopintegrationenabled', false) &&
    valueOf(scope.context, 'systemuser', caller.user, 'isintegrationuser') === true;
  if (!byBackOffice) throw new DataverseError(400, '0x80043b1a', `The ${table} cannot be changed because it is not in an editable state.`);
}

function checkUninvoiced({ table }: DocumentKind, row: Row, scope: RuleScope): void {
  if (table !== 'salesorder' || rowsWhere(scope, 'invoice', 'salesorderid', row.id).length === 0) return;
  throw new DataverseError(405, '0x80040227', 'The object you tried to delete is associated with another object and cannot be deleted.');
}

/** Rules of the header by table. */
export const headerRules: Record<string, TableRules> = Object.fromEntries(documentKinds.map((kind) => [kind.table, documentRules(kind)]));
