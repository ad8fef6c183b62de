import { DataverseError, refusals } from '../dataverse-error';
import type { Row } from '../storage/row';
import { rounded } from '../writing/cell-value';
import type { RowDraft } from '../writing/row-draft';
import { documentKinds, kindOfLine, recalculate, type DocumentKind } from './document-totals';
import { readCell, readNumber, rowOf, rowsWhere } from './row-reading';
import type { RuleScope, TableRules } from './table-rules';

/** Lines of documents: an editable header, an active product with a unit or a write-in, the price of the list, the amounts. */
export function lineRules(kind: DocumentKind): TableRules {
  return {
    creating: (draft, scope) => {
      const header = headerOf(kind, draft.value(kind.header), scope);
      checkEditable(kind, header, scope);
      adopt(kind, draft, header, scope);
      checkProduct(draft, scope);
      price(kind, draft, header, scope);
    },
    updating: (draft, scope) => {
      const header = headerOf(kind, draft.value(kind.header), scope);
      if (!onlyBackOffice(draft)) checkEditable(kind, header, scope);
      if (draft.sets('productid') || draft.sets('uomid')) checkProduct(draft, scope);
      price(kind, draft, header, scope);
    },
    created: (row, scope) => total(kind, row, scope),
    updated: (row, scope) => total(kind, row, scope),
    deleting: (row, scope) => {
      const header = scope.context.database.row(kind.table, String(readCell(scope, kind.line, row, kind.header)));
      if (header !== undefined) checkEditable(kind, header, scope);
    },
    deleted: (row, scope) => {
      const header = rowOf(scope, kind.table, readCell(scope, kind.line, row, kind.header));
      if (header !== undefined) recalculate(kind, header, scope);
    },
  };
}

function headerOf(kind: DocumentKind, id: unknown, scope: RuleScope): Row {
  const header = rowOf(scope, kind.table, id);
  if (header === undefined) throw refusals.argument(`The line needs its ${kind.table}.`);
  return header;
}

function checkEditable(kind: DocumentKind, header: Row, scope: RuleScope): void {
  if (kind.editableStates.includes(readNumber(scope, kind.table, header, 'statecode'))) return;
  throw new DataverseError(400, '0x80043b1a', `The lines cannot be changed because the ${kind.table} is not in an editable state.`);
}

const backOfficeColumns = new Set([
  'quantityshipped',
  'quantitybackordered',
  'quantitycancelled',
  'tandem_businesscentrallinenumber',
  'modifiedon',
  'modifiedby',
]);

/** What a back office reports may change on a submitted order. */
function onlyBackOffice(draft: RowDraft): boolean {
  return draft.changed.every((name) => backOfficeColumns.has(name));
}

function adopt(kind: DocumentKind, draft: RowDraft, header: Row, scope: RuleScope): void {
  draft.stamp('transactioncurrencyid', readCell(scope, kind.table, header, 'transactioncurrencyid'));
  draft.stamp('exchangerate', readCell(scope, kind.table, header, 'exchangerate'));
  if (draft.value('lineitemnumber') === null) draft.stamp('lineitemnumber', rowsWhere(scope, kind.line, kind.header, header.id).length + 1);
}

function checkProduct(draft: RowDraft, scope: RuleScope): void {
  if (draft.value('isproductoverridden') === true || draft.value('productid') === null) {
    if (draft.value('productdescription') === null) throw refusals.argument('A write-in line needs productdescription.');
    draft.set('isproductoverridden', true);
    return;
  }
  const product = rowOf(scope, 'product', draft.value('productid')) as Row;
  const state = readCell(scope, 'product', product, 'statecode');
  if (state !== 0 && state !== 3) throw new DataverseError(400, '0x8004F90A', 'Only active products can be added to a document.');
  if (draft.value('uomid') === null) throw new DataverseError(400, '0x80043b0d', 'The unit ID is missing.');
  const unit = rowOf(scope, 'uom', draft.value('uomid')) as Row;
  if (readCell(scope, 'uom', unit, 'uomscheduleid') !== readCell(scope, 'product', product, 'defaultuomscheduleid'))
    throw new DataverseError(400, '0x80043b14', 'The unit is not part of the unit group of the product.');
  draft.stamp('productname', readCell(scope, 'product', product, 'name'));
}

/** extendedamount = quantity × (price − volume discount) − manual discount + tax */
function price(kind: DocumentKind, draft: RowDraft, header: Row, scope: RuleScope): void {
  const number = (name: string) => (draft.value(name) as number | null) ?? 0;
  const overridden = draft.value('ispriceoverridden') === true || draft.value('isproductoverridden') === true;
  if (!overridden) draft.stamp('priceperunit', listPrice(kind, draft, header, scope));
  const base = number('quantity') * (number('priceperunit') - number('volumediscountamount'));
  draft.stamp('baseamount', rounded(base, 4));
  draft.stamp('extendedamount', rounded(base - number('manualdiscountamount') + number('tax'), 4));
}

function listPrice(kind: DocumentKind, draft: RowDraft, header: Row, scope: RuleScope): number {
  const priceList = readCell(scope, kind.table, header, 'pricelevelid');
  const item = rowsWhere(scope, 'productpricelevel', 'pricelevelid', priceList).find(
    (row) =>
      readCell(scope, 'productpricelevel', row, 'productid') === draft.value('productid') &&
      readCell(scope, 'productpricelevel', row, 'uomid') === draft.value('uomid'),
  );
  draft.stamp('pricingerrorcode', item === undefined ? 11 : 0);
  return item === undefined ? 0 : readNumber(scope, 'productpricelevel', item, 'amount');
}

function total(kind: DocumentKind, line: Row, scope: RuleScope): void {
  recalculate(kind, headerOf(kindOfLine(kind.line), readCell(scope, kind.line, line, kind.header), scope), scope);
}

/** Rules of the lines by table. */
export const linesRules: Record<string, TableRules> = Object.fromEntries(documentKinds.map((kind) => [kind.line, lineRules(kind)]));
