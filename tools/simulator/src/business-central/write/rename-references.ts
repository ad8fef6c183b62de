/** Renaming a code or number renames it in every row that names it; a renamed row is not a deletion. */
import type { Row, Value } from '../store/column';
import type { Company } from '../store/company';
import type { Table } from '../store/table';
import type { Transaction } from '../store/transaction';

/** A column that names rows of several tables; another column of the row says of which. */
interface NamedByKind {
  readonly table: string;
  readonly column: string;
  readonly kindColumn: string;
  readonly kind: string;
}

const ofAsset = (kind: 'Item' | 'Resource'): NamedByKind[] => [
  { table: 'unitGroups', column: 'sourceNo', kindColumn: 'sourceType', kind },
  { table: 'priceListLines', column: 'assetNo', kindColumn: 'assetType', kind },
  ...['salesOrderLines', 'salesQuoteLines', 'salesOrderArchiveLines', 'postedSalesInvoiceLines', 'salesInvoiceLines'].map((table) => ({
    table,
    column: 'lineObjectNumber',
    kindColumn: 'lineType',
    kind,
  })),
];

const group = 'Customer_x0020_Price_x0020_Group';

const namedByKind: Record<string, readonly NamedByKind[]> = {
  items: ofAsset('Item'),
  resources: ofAsset('Resource'),
  customerPriceGroups: [
    { table: 'salesPrices', column: 'salesCode', kindColumn: 'salesType', kind: group },
    { table: 'priceListHeaders', column: 'sourceNo', kindColumn: 'sourceType', kind: group },
    { table: 'priceListLines', column: 'sourceNo', kindColumn: 'sourceType', kind: group },
  ],
};

export function renameReferences(transaction: Transaction, company: Company, table: Table, [before, after]: [Row, Row]): void {
  const { key, name } = table.definition;
  const [column] = key;
  if (key.length !== 1 || column === undefined || column === 'id') return;
  const place = table.place(column);
  const [from, to] = [before[place] as Value, after[place] as Value];
  if (from === to) return;
  for (const other of company.allTables())
    for (const { name: naming } of other.definition.columns.filter(({ references }) => references === name))
      rename(transaction, other, naming, [from, to]);
  for (const { table: other, column: naming, kindColumn, kind } of namedByKind[name] ?? []) {
    const rows = company.table(other);
    rename(transaction, rows, naming, [from, to], (row) => rows.text(row, kindColumn) === kind);
  }
}

function rename(
  transaction: Transaction,
  table: Table,
  column: string,
  [from, to]: [Value, Value],
  only: (row: Row) => boolean = () => true,
): void {
  const place = table.place(column);
  for (const row of [...table.all()].filter((candidate) => candidate[place] === from && only(candidate)))
    table.update(transaction, row, [[place, to]]);
}
