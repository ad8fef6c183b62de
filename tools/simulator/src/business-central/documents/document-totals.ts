/** Totals of a document: recomputed with every change of a line, which also moves the header's version and ETag. */
import { Row, Value, idOf } from '../store/column';
import type { Company } from '../store/company';
import type { Transaction } from '../store/transaction';
import { touchStatistics } from './customer-statistics';
import { DocumentKind, cents } from './document-kinds';

/** Distributes the document's discount over its lines, adds up, and stores what changed in the header. */
export function settleTotals(transaction: Transaction, company: Company, kind: DocumentKind, header: Row): void {
  const headers = company.table(kind.headers);
  const excluding = distributeDiscount(transaction, company, kind, header);
  const completelyShipped = kind.type === 'Order' && isShipped(company, header);
  const totals: Array<readonly [string, Value]> = [
    ['totalAmountExcludingTax', excluding],
    ['totalTaxAmount', 0],
    ['totalAmountIncludingTax', excluding],
    ...(kind.type === 'Order' ? ([['fullyShipped', completelyShipped]] as const) : []),
  ];
  const changes = totals
    .map(([column, value]) => [headers.place(column), value] as const)
    .filter(([place, value]) => header[place] !== value);
  if (changes.length > 0) headers.update(transaction, header, changes);
  else headers.touch(transaction, header, transaction.nextVersion());
  if (kind.type === 'Order') touchStatistics(transaction, company, headers.text(header, 'billToCustomerNumber'));
}

function distributeDiscount(transaction: Transaction, company: Company, kind: DocumentKind, header: Row): number {
  const lines = company.table(kind.lines);
  const rows = lines.having('documentId', idOf(header));
  const discount = company.table(kind.headers).number(header, 'discountAmount');
  const sum = rows.reduce((total, line) => total + afterLineDiscount(company, kind, line), 0);
  let [left, excluding] = [Math.min(discount, sum), 0];
  for (const [at, line] of rows.entries()) {
    const amount = afterLineDiscount(company, kind, line);
    const share = at === rows.length - 1 ? left : sum === 0 ? 0 : cents((discount * amount) / sum);
    left = cents(left - share);
    excluding += amount - share;
    storeNet(transaction, company, kind, line, [share, cents(amount - share)]);
  }
  return cents(excluding);
}

function afterLineDiscount(company: Company, kind: DocumentKind, line: Row): number {
  const lines = company.table(kind.lines);
  return cents(lines.number(line, 'quantity') * lines.number(line, 'unitPrice') - lines.number(line, 'discountAmount'));
}

function storeNet(transaction: Transaction, company: Company, kind: DocumentKind, line: Row, [share, net]: [number, number]): void {
  const lines = company.table(kind.lines);
  if (lines.number(line, 'invoiceDiscountAllocation') === share && lines.number(line, 'netAmount') === net) return;
  const values = [
    ['invoiceDiscountAllocation', share],
    ['netAmount', net],
    ['netAmountIncludingTax', net],
  ] as const;
  lines.update(
    transaction,
    line,
    values.map(([column, value]) => [lines.place(column), value] as const),
  );
}

function isShipped(company: Company, header: Row): boolean {
  const lines = company.table('salesOrderLines');
  const rows = lines.having('documentId', idOf(header)).filter((line) => lines.number(line, 'quantity') !== 0);
  return rows.length > 0 && rows.every((line) => lines.number(line, 'shippedQuantity') >= lines.number(line, 'quantity'));
}
