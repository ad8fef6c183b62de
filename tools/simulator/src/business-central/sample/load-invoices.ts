/** The posted invoices of the sample, with their entries in the customer ledger and their view in API v2.0. */
import type { Row } from '../store/column';
import type { Company } from '../store/company';
import type { Transaction } from '../store/transaction';
import { fillFromCustomer } from '../documents/document-header';
import { postToLedger, showInApiV2 } from '../documents/posted-invoice';
import { Draft } from '../write/draft';
import { SampleRow, readSample, rowOf } from './sample-rows';

export function loadInvoices(transaction: Transaction, company: Company): void {
  const headers = readSample('salesInvoices').map((sample) => ({ sample, row: insertHeader(transaction, company, sample) }));
  for (const sample of readSample('salesInvoiceLines')) insertLine(transaction, company, sample);
  for (const { sample, row } of headers) {
    settle(transaction, company, row, sample['status'] === 'Paid');
    showInApiV2(transaction, company, row, false);
  }
}

function insertHeader(transaction: Transaction, company: Company, sample: SampleRow): Row {
  const invoices = company.table('postedSalesInvoices');
  const row = rowOf(company, invoices, sample);
  const draft = new Draft(transaction, company, invoices, row);
  for (const column of Object.keys(sample)) if (invoices.has(column)) draft.given.add(column);
  const customer = company.table('customers').find(draft.text('customerNumber'));
  if (customer) fillFromCustomer(draft, customer);
  draft.set('totalAmountIncludingTax', draft.number('totalAmountExcludingTax'));
  return invoices.insert(transaction, row);
}

function insertLine(transaction: Transaction, company: Company, sample: SampleRow): void {
  const lines = company.table('postedSalesInvoiceLines');
  const row = rowOf(company, lines, sample);
  const net = lines.number(row, 'netAmount');
  const header = company.table('postedSalesInvoices').get(lines.text(row, 'documentId'));
  for (const column of ['lineAmount', 'netAmountIncludingTax']) row[lines.place(column)] = net;
  if (header) row[lines.place('currencyCode')] = company.table('postedSalesInvoices').text(header, 'currencyCode');
  lines.insert(transaction, row);
}

/** An open invoice keeps its amount as remaining; a paid one has a payment beside it. */
function settle(transaction: Transaction, company: Company, row: Row, paid: boolean): void {
  const invoices = company.table('postedSalesInvoices');
  const amount = invoices.number(row, 'totalAmountIncludingTax');
  row[invoices.place('remainingAmount')] = paid ? 0 : amount;
  row[invoices.place('closed')] = paid;
  postToLedger(transaction, company, row, { entryType: 'Initial_x0020_Entry', documentType: 'Invoice', amount });
  if (paid)
    postToLedger(transaction, company, row, {
      entryType: 'Application',
      documentType: 'Payment',
      amount: -amount,
      documentNumber: `PAY${invoices.text(row, 'number')}`,
    });
}
