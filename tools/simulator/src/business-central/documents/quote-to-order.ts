/** Turns a quote into an order; the quote goes. */
import { Row, idOf } from '../store/column';
import type { Company } from '../store/company';
import type { Transaction } from '../store/transaction';
import { deleteRow } from '../write/delete-row';
import { copyRow } from './document-status';
import { order } from './document-kinds';
import { settleTotals } from './document-totals';

export function makeOrder(transaction: Transaction, company: Company, row: Row): { set: string; row: Row } {
  const [quotes, orders] = [company.table('salesQuotes'), company.table('salesOrders')];
  const header = copyRow(quotes, orders, row, transaction.newId());
  const values = {
    number: company.nextNumber('salesOrders'),
    documentType: 'Order',
    quoteNumber: quotes.text(row, 'number'),
    status: 'Open',
    orderDate: quotes.text(row, 'documentDate'),
  };
  for (const [column, value] of Object.entries(values)) header[orders.place(column)] = value;
  orders.insert(transaction, header);
  transaction.note(orders, header, 'create', []);
  copyLines(transaction, company, row, header);
  settleTotals(transaction, company, order, header);
  deleteRow(transaction, company, quotes, row);
  return { set: 'salesOrders', row: header };
}

function copyLines(transaction: Transaction, company: Company, row: Row, header: Row): void {
  const [quoteLines, orderLines] = [company.table('salesQuoteLines'), company.table('salesOrderLines')];
  for (const line of quoteLines.having('documentId', idOf(row))) {
    const copy = copyRow(quoteLines, orderLines, line, transaction.newId());
    copy[orderLines.place('documentId')] = idOf(header);
    copy[orderLines.place('documentNumber')] = company.table('salesOrders').text(header, 'number');
    copy[orderLines.place('documentType')] = 'Order';
    orderLines.insert(transaction, copy);
  }
}
