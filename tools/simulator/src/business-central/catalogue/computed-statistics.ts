/** What a customer owes and has ordered: sums over the ledger and the open order lines, made at the read. */
import { Row, idOf } from '../store/column';
import type { Company } from '../store/company';
import type { Reader } from './computed-master-records';
import { rateToLocal } from './relations';

const cents = (amount: number): number => Math.round(amount * 100) / 100;

function customerNumber(row: Row, company: Company): string {
  return company.table('customerStatistics').text(row, 'customerNumber');
}

function invoicesOf(row: Row, company: Company): readonly Row[] {
  return company.table('postedSalesInvoices').having('customerNumber', customerNumber(row, company));
}

function sumOfInvoices(row: Row, company: Company, column: string, only: (invoice: Row) => boolean = () => true): number {
  const invoices = company.table('postedSalesInvoices');
  const inLocal = (invoice: Row) => invoices.number(invoice, column) * rateToLocal(company, invoices.text(invoice, 'currencyCode'));
  return cents(
    invoicesOf(row, company)
      .filter(only)
      .reduce((sum, invoice) => sum + inLocal(invoice), 0),
  );
}

const balance: Reader = (row, company) => {
  const ledger = company.table('customerLedgerMovements');
  return cents(
    ledger.having('customerNumber', customerNumber(row, company)).reduce((sum, entry) => sum + ledger.number(entry, 'amountLCY'), 0),
  );
};

/** Value of what is ordered and either still to ship or shipped and not invoiced. */
const ordered =
  (quantityOf: (line: Row, company: Company) => number): Reader =>
  (row, company) => {
    const [orders, lines] = [company.table('salesOrders'), company.table('salesOrderLines')];
    let sum = 0;
    for (const order of orders.having('billToCustomerNumber', customerNumber(row, company))) {
      const rate = rateToLocal(company, orders.text(order, 'currencyCode'));
      for (const line of lines.having('documentId', idOf(order))) {
        const quantity = lines.number(line, 'quantity');
        if (quantity !== 0) sum += (lines.number(line, 'netAmountIncludingTax') / quantity) * quantityOf(line, company) * rate;
      }
    }
    return cents(sum);
  };

const outstandingOrders = ordered((line, company) => {
  const lines = company.table('salesOrderLines');
  return lines.number(line, 'quantity') - lines.number(line, 'shippedQuantity');
});

const shippedNotInvoiced = ordered((line, company) => {
  const lines = company.table('salesOrderLines');
  return lines.number(line, 'shippedQuantity') - lines.number(line, 'invoicedQuantity');
});

const nothing: Reader = () => 0;

/** `today` is the work date of the read: overdue amounts change with the day alone. */
export function statisticsReaders(today: () => string): Record<string, Reader> {
  return {
    balance,
    outstandingOrders,
    shippedNotInvoiced,
    outstandingInvoices: nothing,
    outstandingServOrders: nothing,
    servShippedNotInvoiced: nothing,
    outstandingServInvoices: nothing,
    total: (row, company) =>
      cents(Number(balance(row, company)) + Number(outstandingOrders(row, company)) + Number(shippedNotInvoiced(row, company))),
    creditLimit: (row, company) => {
      const customer = company.table('customers').get(idOf(row));
      return customer ? company.table('customers').number(customer, 'creditLimit') : 0;
    },
    overdueAmount: (row, company) =>
      sumOfInvoices(row, company, 'remainingAmount', (invoice) => company.table('postedSalesInvoices').text(invoice, 'dueDate') < today()),
    overdueAsOfDate: () => today(),
    totalSales: (row, company) => sumOfInvoices(row, company, 'totalAmountExcludingTax'),
    invoicedPrepaymentAmount: nothing,
  };
}
