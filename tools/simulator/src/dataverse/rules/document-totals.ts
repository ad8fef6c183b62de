import type { Row } from '../storage/row';
import { rounded } from '../writing/cell-value';
import { readNumber, rowsWhere } from './row-reading';
import type { RuleScope } from './table-rules';

/** Which header has which lines, and the sums that the platform keeps on the header. */
export interface DocumentKind {
  readonly table: string;
  readonly line: string;
  /** The line's lookup at its header. */
  readonly header: string;
  /** The number column that the platform fills. */
  readonly number?: string;
  readonly prefix: string;
  /** States in which columns and lines may change. */
  readonly editableStates: readonly number[];
}

export const documentKinds: readonly DocumentKind[] = [
  { table: 'opportunity', line: 'opportunityproduct', header: 'opportunityid', prefix: 'OPP', editableStates: [0] },
  { table: 'quote', line: 'quotedetail', header: 'quoteid', number: 'quotenumber', prefix: 'QUO', editableStates: [0] },
  { table: 'salesorder', line: 'salesorderdetail', header: 'salesorderid', number: 'ordernumber', prefix: 'ORD', editableStates: [0] },
  { table: 'invoice', line: 'invoicedetail', header: 'invoiceid', number: 'invoicenumber', prefix: 'INV', editableStates: [0] },
];

export function kindOfLine(line: string): DocumentKind {
  const kind = documentKinds.find((candidate) => candidate.line === line);
  if (kind === undefined) throw new Error(`'${line}' is no line of a document.`);
  return kind;
}

/** Writes the sums to the header when they have changed. */
export function recalculate(kind: DocumentKind, header: Row, scope: RuleScope): void {
  const lines = rowsWhere(scope, kind.line, kind.header, header.id);
  if (lines.length === 0 && readNumber(scope, kind.table, header, 'totallineitemamount') === 0) return;
  const sum = (name: string) => lines.reduce((total, line) => total + readNumber(scope, kind.line, line, name), 0);
  const own = (name: string) => readNumber(scope, kind.table, header, name);
  const tax = sum('tax');
  const lineAmount = sum('extendedamount') - tax;
  const discount = own('discountamount') + (lineAmount * own('discountpercentage')) / 100;
  const totals: Record<string, number> = {
    totallineitemamount: lineAmount,
    totallineitemdiscountamount: sum('manualdiscountamount'),
    totaltax: tax,
    totaldiscountamount: discount + sum('manualdiscountamount'),
    totalamountlessfreight: lineAmount - discount,
    totalamount: lineAmount - discount + own('freightamount') + tax,
  };
  const changed = Object.entries(totals).filter(([name, value]) => rounded(value, 4) !== own(name));
  if (changed.length > 0)
    scope.platform.update(kind.table, header, Object.fromEntries(changed.map(([name, value]) => [name, rounded(value, 4)])));
}
