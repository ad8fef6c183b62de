/** Prices: classic sales prices below their price group, price list lines below their list. */
import { dialog } from '../http/wire-error';
import type { Row } from '../store/column';
import type { Company } from '../store/company';
import type { Transaction } from '../store/transaction';
import type { Draft } from '../write/draft';
import { deleteRow } from '../write/delete-row';
import type { TableRules } from './table-rules';

const groupType = 'Customer_x0020_Price_x0020_Group';

function touchGroup(transaction: Transaction, company: Company, row: Row): void {
  const prices = company.table('salesPrices');
  if (prices.text(row, 'salesType') !== groupType) return;
  const group = company.table('customerPriceGroups').find(prices.text(row, 'salesCode'));
  if (group) company.table('customerPriceGroups').touch(transaction, group, transaction.nextVersion());
}

export const salesPriceRules: TableRules = {
  prepare: (draft) => {
    if (draft.text('itemNumber') === '') throw dialog('Item No. must have a value in Sales Price.');
    if (draft.text('salesType') === groupType && !draft.company.table('customerPriceGroups').find(draft.text('salesCode')))
      throw dialog(`The Customer Price Group ${draft.text('salesCode')} does not exist.`);
  },
  afterInsert: ({ transaction, company, row }) => touchGroup(transaction, company, row),
  afterModify: ({ transaction, company, row }) => touchGroup(transaction, company, row),
  afterDelete: ({ transaction, company, row }) => touchGroup(transaction, company, row),
};

export const priceListHeaderRules: TableRules = {
  prepare: (draft) => {
    if (draft.text('code') === '') draft.set('code', draft.company.nextNumber('priceListHeaders', 'code'));
  },
  beforeDelete: ({ transaction, company, row }) => {
    const lines = company.table('priceListLines');
    for (const line of [...lines.having('priceListCode', company.table('priceListHeaders').text(row, 'code'))])
      deleteRow(transaction, company, lines, line);
  },
};

function touchList(transaction: Transaction, company: Company, row: Row): void {
  const list = company.table('priceListHeaders').find(company.table('priceListLines').text(row, 'priceListCode'));
  if (list) company.table('priceListHeaders').touch(transaction, list, transaction.nextVersion());
}

/** A line takes from its list what the caller leaves out. */
function inherit(draft: Draft): void {
  const headers = draft.company.table('priceListHeaders');
  const list = headers.find(draft.text('priceListCode'));
  if (!list) throw dialog('Price List Code must have a value in Price List Line.');
  for (const column of [
    'sourceType',
    'sourceNo',
    'currencyCode',
    'startingDate',
    'endingDate',
    'priceType',
    'priceIncludesTax',
    'vatBusPostingGrPrice',
    'allowLineDisc',
    'allowInvoiceDisc',
    'status',
    'amountType',
  ])
    draft.fill(column, headers.read(list, column));
}

function nextLineNumber(draft: Draft): number {
  const lines = draft.company.table('priceListLines');
  return Math.max(0, ...lines.having('priceListCode', draft.text('priceListCode')).map((line) => lines.number(line, 'lineNo'))) + 10000;
}

export const priceListLineRules: TableRules = {
  prepare: (draft) => {
    inherit(draft);
    if (draft.number('lineNo') === 0) draft.set('lineNo', nextLineNumber(draft));
  },
  afterInsert: ({ transaction, company, row }) => touchList(transaction, company, row),
  afterModify: ({ transaction, company, row }) => touchList(transaction, company, row),
  afterDelete: ({ transaction, company, row }) => touchList(transaction, company, row),
};
