/** Posting and cancelling of invoices through API v2.0; a posted invoice keeps the id of its draft. */
import { dialog } from '../http/wire-error';
import { Row, idOf } from '../store/column';
import type { Company } from '../store/company';
import type { Transaction } from '../store/transaction';
import { createPostedInvoice, postToLedger } from './posted-invoice';

export function postInvoice(transaction: Transaction, company: Company, draft: Row): { set: string; row: Row } {
  const [drafts, lines] = [company.table('salesInvoices'), company.table('salesInvoiceLines')];
  if (drafts.text(draft, 'status') !== 'Draft') throw dialog(`The invoice ${drafts.text(draft, 'number')} is posted already.`);
  const rows = lines.having('documentId', idOf(draft));
  if (rows.length === 0) throw dialog('There is nothing to post.');
  const posted = rows.map((line) => ({
    source: line,
    quantity: lines.number(line, 'quantity'),
    netAmount: lines.number(line, 'netAmount'),
    shipmentNo: '',
    orderNumber: '',
    orderLineNo: 0,
  }));
  const invoice = createPostedInvoice(transaction, company, {
    headers: 'salesInvoices',
    linesTable: 'salesInvoiceLines',
    header: draft,
    lines: posted,
    dateColumn: 'invoiceDate',
    id: idOf(draft),
  });
  return { set: 'salesInvoices', row: invoice };
}

/** A corrective credit memo settles the invoice, which is then cancelled. */
export function cancelInvoice(transaction: Transaction, company: Company, shown: Row): undefined {
  const [invoices, shownTable] = [company.table('postedSalesInvoices'), company.table('salesInvoices')];
  const invoice = invoices.get(idOf(shown));
  if (!invoice) throw dialog('The invoice must be posted before it can be cancelled.');
  if (invoices.read(invoice, 'cancelled') === true) throw dialog('The invoice is cancelled already.');
  const remaining = invoices.number(invoice, 'remainingAmount');
  invoices.update(transaction, invoice, [
    [invoices.place('cancelled'), true],
    [invoices.place('remainingAmount'), 0],
    [invoices.place('closed'), true],
  ]);
  transaction.note(invoices, invoice, 'update', ['cancelled']);
  postToLedger(transaction, company, invoice, { entryType: 'Application', documentType: 'Credit_x0020_Memo', amount: -remaining });
  shownTable.update(transaction, shown, [
    [shownTable.place('status'), 'Canceled'],
    [shownTable.place('remainingAmount'), 0],
  ]);
  return undefined;
}
