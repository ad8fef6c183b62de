import { DataverseError, refusals } from '../dataverse-error';
import type { Row } from '../storage/row';
import type { RowDraft } from '../writing/row-draft';
import { readCell, rowOf, rowsWhere } from './row-reading';
import type { RuleScope, TableRules } from './table-rules';

/** Price lists have one name each and one currency; an item of a list names product and unit once, in the list's currency. */
export const priceListRules: TableRules = {
  creating: checkName,
  updating: (draft, scope) => {
    if (draft.sets('name')) checkName(draft, scope);
    if (draft.sets('transactioncurrencyid') && itemsOf(draft.id, scope).length > 0) throw currencyNotEqual();
  },
  deleted: (row, scope) => {
    for (const item of itemsOf(row.id, scope)) scope.platform.remove('productpricelevel', item);
  },
};

function checkName(draft: RowDraft, scope: RuleScope): void {
  if (draft.value('name') === null) throw refusals.argument("The 'name' attribute is required for the entity 'pricelevel'.");
  const taken = rowsWhere(scope, 'pricelevel', 'name', draft.value('name')).some((row) => row.id !== draft.id);
  if (taken) throw new DataverseError(400, '0x80043b0f', 'The price level name you specified already exists.');
}

function itemsOf(priceListId: string, scope: RuleScope): Row[] {
  return rowsWhere(scope, 'productpricelevel', 'pricelevelid', priceListId);
}

function currencyNotEqual(): DataverseError {
  return new DataverseError(400, '0x80048cea', 'The currency of the record does not match the currency of the price list.');
}

export const priceListItemRules: TableRules = { creating: checkItem, updating: checkItem };

function checkItem(draft: RowDraft, scope: RuleScope): void {
  const priceList = rowOf(scope, 'pricelevel', draft.value('pricelevelid'));
  const product = rowOf(scope, 'product', draft.value('productid'));
  const unit = rowOf(scope, 'uom', draft.value('uomid'));
  if (priceList === undefined) throw refusals.argument('The price level ID is missing.');
  if (product === undefined) throw refusals.argument('The product ID is missing.');
  if (unit === undefined) throw new DataverseError(400, '0x80043b0d', 'The unit ID is missing.');
  checkCurrency(draft, priceList, scope);
  checkOnce(draft, scope);
  const schedule = readCell(scope, 'uom', unit, 'uomscheduleid');
  if (schedule !== readCell(scope, 'product', product, 'defaultuomscheduleid'))
    throw new DataverseError(400, '0x80043b14', 'The unit is not part of the unit group of the product.');
  draft.stamp('productnumber', readCell(scope, 'product', product, 'productnumber'));
  draft.stamp('uomscheduleid', schedule);
  if (draft.value('pricingmethodcode') === null) draft.set('pricingmethodcode', 1);
}

function checkCurrency(draft: RowDraft, priceList: Row, scope: RuleScope): void {
  const currency = readCell(scope, 'pricelevel', priceList, 'transactioncurrencyid');
  if (!draft.sets('transactioncurrencyid') && draft.row === undefined) draft.stamp('transactioncurrencyid', currency);
  if (draft.value('transactioncurrencyid') !== currency) throw currencyNotEqual();
}

/** Product and unit stand once in a list. */
function checkOnce(draft: RowDraft, scope: RuleScope): void {
  const same = itemsOf(draft.value('pricelevelid') as string, scope).some(
    (row) =>
      row.id !== draft.id &&
      readCell(scope, 'productpricelevel', row, 'productid') === draft.value('productid') &&
      readCell(scope, 'productpricelevel', row, 'uomid') === draft.value('uomid'),
  );
  if (same) throw refusals.duplicateKey();
}
