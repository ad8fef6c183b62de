/** Posted sales invoices: the posted document, the same document in API v2.0, and the customer's ledger. */
import { Row, idOf, system } from '../store/column';
import type { Company } from '../store/company';
import type { Transaction } from '../store/transaction';
import { rateToLocal } from '../catalogue/relations';
import { touchStatistics } from './customer-statistics';
import { copyRow } from './document-status';
import { cents } from './document-kinds';

export interface PostedLine {
  readonly source: Row;
  readonly quantity: number;
  readonly netAmount: number;
  readonly shipmentNo: string;
  readonly orderNumber: string;
  readonly orderLineNo: number;
}

export interface InvoicePosting {
  readonly headers: string;
  readonly linesTable: string;
  readonly header: Row;
  readonly lines: readonly PostedLine[];
  /** Column of the header that becomes the invoice's document date. */
  readonly dateColumn: string;
  /** The id that a draft invoice keeps when it is posted. */
  readonly id?: string;
}

export function createPostedInvoice(transaction: Transaction, company: Company, posting: InvoicePosting): Row {
  const [headers, invoices] = [company.table(posting.headers), company.table('postedSalesInvoices')];
  const invoice = copyRow(headers, invoices, posting.header, posting.id ?? transaction.newId());
  const total = cents(posting.lines.reduce((sum, line) => sum + line.netAmount, 0));
  const values = {
    number: company.nextNumber('postedSalesInvoices'),
    invoiceDate: headers.text(posting.header, posting.dateColumn),
    orderNumber: posting.lines[0]?.orderNumber ?? '',
    totalAmountExcludingTax: total,
    totalTaxAmount: 0,
    totalAmountIncludingTax: total,
    remainingAmount: total,
    closed: total === 0,
  };
  for (const [column, value] of Object.entries(values)) invoice[invoices.place(column)] = value;
  invoices.insert(transaction, invoice);
  transaction.note(invoices, invoice, 'create', []);
  for (const line of posting.lines) createLine(transaction, company, invoice, posting, line);
  postToLedger(transaction, company, invoice, { entryType: 'Initial_x0020_Entry', documentType: 'Invoice', amount: total });
  showInApiV2(transaction, company, invoice, posting.id !== undefined);
  return invoice;
}

function createLine(transaction: Transaction, company: Company, invoice: Row, posting: InvoicePosting, line: PostedLine): void {
  const [sources, lines, invoices] = [
    company.table(posting.linesTable),
    company.table('postedSalesInvoiceLines'),
    company.table('postedSalesInvoices'),
  ];
  const row = copyRow(sources, lines, line.source, transaction.newId());
  const values = {
    documentId: idOf(invoice),
    documentNumber: invoices.text(invoice, 'number'),
    quantity: line.quantity,
    lineAmount: line.netAmount,
    netAmount: line.netAmount,
    netAmountIncludingTax: line.netAmount,
    orderNumber: line.orderNumber,
    orderLineNo: line.orderLineNo,
    shipmentNo: line.shipmentNo,
    shipmentLineNo: line.orderLineNo,
  };
  for (const [column, value] of Object.entries(values)) row[lines.place(column)] = value;
  lines.insert(transaction, row);
}

export interface LedgerMovement {
  readonly entryType: string;
  readonly documentType: string;
  readonly amount: number;
  readonly documentNumber?: string;
  readonly id?: string;
}

/** A detailed ledger entry of an invoice; it moves the invoice's and the customer's row versions. */
export function postToLedger(transaction: Transaction, company: Company, invoice: Row, movement: LedgerMovement): void {
  const [ledger, invoices] = [company.table('customerLedgerMovements'), company.table('postedSalesInvoices')];
  const currencyCode = invoices.text(invoice, 'currencyCode');
  const row = ledger.blankRow(movement.id ?? transaction.newId());
  const values = {
    entryNumber: ledger.size + 1,
    custLedgerEntryNo: Number(invoices.text(invoice, 'number').replace(/\D/g, '')),
    entryType: movement.entryType,
    documentType: movement.documentType,
    documentNumber: movement.documentNumber ?? invoices.text(invoice, 'number'),
    postingDate: invoices.text(invoice, 'postingDate'),
    customerNumber: invoices.text(invoice, 'billToCustomerNumber') || invoices.text(invoice, 'customerNumber'),
    invoiceId: idOf(invoice),
    currencyCode,
    amount: movement.amount,
    amountLCY: cents(movement.amount * rateToLocal(company, currencyCode)),
  };
  for (const [column, value] of Object.entries(values)) row[ledger.place(column)] = value;
  ledger.insert(transaction, row);
  invoices.touch(transaction, invoice, row[system.version] as number);
  touchStatistics(transaction, company, values.customerNumber);
}

/** API v2.0 shows drafts and posted invoices in one set, under the same id. */
export function showInApiV2(transaction: Transaction, company: Company, invoice: Row, replacesDraft: boolean): void {
  const [invoices, shown] = [company.table('postedSalesInvoices'), company.table('salesInvoices')];
  const draft = shown.get(idOf(invoice));
  if (draft && replacesDraft) removeDraft(transaction, company, draft);
  const row = copyRow(invoices, shown, invoice, idOf(invoice));
  row[shown.place('status')] = invoices.number(invoice, 'remainingAmount') === 0 ? 'Paid' : 'Open';
  row[shown.place('customerPurchaseOrderReference')] = invoices.text(invoice, 'yourReference');
  shown.insert(transaction, row);
  const [lines, shownLines] = [company.table('postedSalesInvoiceLines'), company.table('salesInvoiceLines')];
  for (const line of lines.having('documentId', idOf(invoice))) {
    const copy = copyRow(lines, shownLines, line, idOf(line));
    shownLines.insert(transaction, copy);
  }
}

function removeDraft(transaction: Transaction, company: Company, draft: Row): void {
  const lines = company.table('salesInvoiceLines');
  for (const line of [...lines.having('documentId', idOf(draft))]) lines.remove(transaction, line);
  company.table('salesInvoices').remove(transaction, draft);
}
