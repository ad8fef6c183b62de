/** Properties that only API v2.0 shows and that follow from other rows; its document states are not those of the tables. */
import { Row, Value, idOf, zeroGuid } from '../store/column';
import type { Company } from '../store/company';
import { Reader, Readers, masterReaders } from './computed-master-records';
import { documentReaders } from './computed-documents';
import { rateToLocal } from './relations';

const cents = (amount: number): number => Math.round(amount * 100) / 100;

function balanceOf(row: Row, company: Company): number {
  const ledger = company.table('customerLedgerMovements');
  const number = company.table('customers').text(row, 'number');
  return cents(ledger.having('customerNumber', number).reduce((sum, entry) => sum + ledger.number(entry, 'amountLCY'), 0));
}

const sumOfInvoices =
  (column: string, counts: (invoice: Row, company: Company) => boolean): Reader =>
  (row, company) => {
    const invoices = company.table('postedSalesInvoices');
    const ofCustomer = invoices
      .having('customerNumber', company.table('customers').text(row, 'number'))
      .filter((invoice) => counts(invoice, company));
    return cents(
      ofCustomer.reduce(
        (sum, invoice) => sum + invoices.number(invoice, column) * rateToLocal(company, invoices.text(invoice, 'currencyCode')),
        0,
      ),
    );
  };

const orderStates: Record<string, string> = {
  Open: 'Draft',
  Released: 'Open',
  Pending_x0020_Approval: 'In_x0020_Review',
  Pending_x0020_Prepayment: 'Open',
};

const salesOrders: Record<string, Reader> = {
  status: (row, company) => orderStates[company.table('salesOrders').text(row, 'status')] ?? 'Draft',
};

const salesQuotes: Record<string, Reader> = {
  status: (row, company) => {
    const quotes = company.table('salesQuotes');
    if (quotes.read(row, 'quoteAccepted') === true) return 'Accepted';
    return quotes.text(row, 'sentDate').startsWith('0001') ? 'Draft' : 'Sent';
  },
};

/** Amounts of a line as API v2.0 names them; without VAT they are the net amounts. */
function lineReaders(table: string): Record<string, Reader> {
  const column =
    (name: string): Reader =>
    (row, company) =>
      company.table(table).read(row, name) as Value;
  const sold = documentReaders[table] ?? {};
  return {
    itemId: sold['itemId'] as Reader,
    accountId: sold['accountId'] as Reader,
    amountExcludingTax: column('netAmount'),
    totalTaxAmount: column('netTaxAmount'),
    amountIncludingTax: column('netAmountIncludingTax'),
    itemVariantId: (row, company) => {
      const lines = company.table(table);
      const variant = company.table('itemVariants').find(lines.text(row, 'lineObjectNumber'), lines.text(row, 'variantCode'));
      return variant ? idOf(variant) : zeroGuid;
    },
  };
}

export function apiV2Readers(today: () => string): Readers {
  return {
    customers: { balanceDue: balanceOf },
    customerFinancialDetails: {
      balance: balanceOf,
      totalSalesExcludingTax: sumOfInvoices('totalAmountExcludingTax', () => true),
      overdueAmount: sumOfInvoices(
        'remainingAmount',
        (invoice, company) => company.table('postedSalesInvoices').text(invoice, 'dueDate') < today(),
      ),
    },
    contacts: masterReaders['contacts'] ?? {},
    items: { inventory: masterReaders['items']?.['inventory'] as Reader },
    salesOrders,
    salesQuotes,
    salesOrderLines: lineReaders('salesOrderLines'),
    salesQuoteLines: lineReaders('salesQuoteLines'),
    salesInvoiceLines: lineReaders('salesInvoiceLines'),
  };
}

/** Computed fields that may be written all the same: the write finds the row or posts the entry that they stand for. */
const assignable = /^(items\.inventory|sales(Order|Quote|Invoice)Lines\.(itemId|accountId|itemVariantId))$/;

export const isAssignable = (set: string, field: string): boolean => assignable.test(`${set}.${field}`);

/** Fields of API v2.0 that are never stored under their own name. */
export const computedInApiV2: Record<string, readonly string[]> = {
  customers: ['balanceDue'],
  customerFinancialDetails: ['balance', 'totalSalesExcludingTax', 'overdueAmount'],
  contacts: ['companyName', 'contactBusinessRelation'],
  items: ['inventory'],
  ...Object.fromEntries(
    ['salesOrderLines', 'salesQuoteLines', 'salesInvoiceLines'].map((set) => [
      set,
      ['itemId', 'accountId', 'amountExcludingTax', 'totalTaxAmount', 'amountIncludingTax', 'itemVariantId'],
    ]),
  ),
};
