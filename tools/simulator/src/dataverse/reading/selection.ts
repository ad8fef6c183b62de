import { refusals } from '../dataverse-error';
import type { Column } from '../metadata/column';
import type { Table } from '../metadata/table';

/** The columns that a row shows: those of `$select`, with what always comes along, or all. */
export function selectedColumns(table: Table, select: string | undefined): Column[] {
  if (select === undefined || select.trim() === '*')
    return [...table.columns.values()].filter(({ kind }) => kind !== 'version' || table.optimisticConcurrency);
  const columns = new Set<Column>();
  for (const name of select.split(',')) columns.add(columnNamed(table, name.trim()));
  addCompanions(table, columns);
  return [...columns];
}

function columnNamed(table: Table, name: string): Column {
  const column = table.properties.get(name);
  if (column === undefined) throw refusals.noProperty(name, table.logicalName);
  return column;
}

/** Money brings its currency; the primary key is always there (for principals under both its names). */
function addCompanions(table: Table, columns: Set<Column>): void {
  const currency = table.columns.get('transactioncurrencyid');
  if (currency !== undefined && [...columns].some(({ kind }) => kind === 'money' || kind === 'moneyBase')) columns.add(currency);
  for (const column of table.columns.values()) if (column.kind === 'key') columns.add(column);
}
