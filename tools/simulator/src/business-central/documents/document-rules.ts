/** The rules of open sales documents: header and lines of one kind belong together. */
import { dialog } from '../http/wire-error';
import type { Removal, TableRules } from '../rules/table-rules';
import { idOf } from '../store/column';
import type { Draft } from '../write/draft';
import { deleteRow } from '../write/delete-row';
import { DocumentKind, invoice, order, quote } from './document-kinds';
import { touchStatistics } from './customer-statistics';
import { changeHeader, prepareHeader } from './document-header';
import { changeLine, prepareLine } from './document-line';
import { settleTotals } from './document-totals';

function headerRules(kind: DocumentKind): TableRules {
  return {
    prepare: (draft) => prepareHeader(draft, kind),
    afterInsert: touchPayer,
    beforeModify: (draft) => changeHeader(draft),
    afterModify: (draft) => {
      if (draft.before?.[draft.table.place('discountAmount')] !== draft.row[draft.table.place('discountAmount')])
        settleTotals(draft.transaction, draft.company, kind, draft.row);
      touchPayer(draft);
    },
    beforeDelete: (removal) => deleteLines(removal, kind),
  };
}

const touchPayer = ({ transaction, company, table, row }: Draft): void =>
  touchStatistics(transaction, company, table.text(row, 'billToCustomerNumber'));

function lineRules(kind: DocumentKind): TableRules {
  const settle = ({ transaction, company, table, row }: Draft) => {
    const header = company.table(kind.headers).get(table.text(row, 'documentId'));
    if (header) settleTotals(transaction, company, kind, header);
  };
  return {
    prepare: (draft) => prepareLine(draft, kind),
    afterInsert: settle,
    beforeModify: (draft) => changeLine(draft, kind),
    afterModify: settle,
    beforeDelete: ({ company, row }) =>
      refuseShipped(company.table(kind.lines).has('shippedQuantity') ? company.table(kind.lines).number(row, 'shippedQuantity') : 0),
    afterDelete: ({ transaction, company, row }) => {
      const header = company.table(kind.headers).get(company.table(kind.lines).text(row, 'documentId'));
      if (header) settleTotals(transaction, company, kind, header);
    },
  };
}

function refuseShipped(quantity: number): void {
  if (quantity > 0) throw dialog('You cannot delete the order line because it has been shipped.');
}

function deleteLines({ transaction, company, row }: Removal, kind: DocumentKind): void {
  const lines = company.table(kind.lines);
  for (const line of [...lines.having('documentId', idOf(row))]) deleteRow(transaction, company, lines, line);
}

export const orderRules = headerRules(order);
export const orderLineRules = lineRules(order);
export const quoteRules = headerRules(quote);
export const quoteLineRules = lineRules(quote);
export const invoiceRules = headerRules(invoice);
export const invoiceLineRules = lineRules(invoice);
