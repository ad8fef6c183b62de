import type { Column } from '../metadata/column';
import type { Table } from '../metadata/table';
import type { Database } from '../storage/database';
import { cellOf, lookupTable, type Row } from '../storage/row';

/** What the platform would show for a value (en-US): annotation `OData.Community.Display.V1.FormattedValue`. */
export function formattedValue(database: Database, table: Table, row: Row, column: Column, value: unknown): string | undefined {
  switch (column.kind) {
    case 'lookup':
      return nameOf(database, lookupTable(row, column), value as string);
    case 'choice':
    case 'state':
    case 'status':
      return column.options.find((option) => option.value === value)?.label;
    case 'boolean':
      return value === true ? 'Yes' : 'No';
    case 'money':
    case 'moneyBase':
      return `${currencySymbol(database, table, row)}${grouped(value as number, 2)}`;
    case 'integer':
      return grouped(value as number, 0);
    case 'decimal':
    case 'double':
      return grouped(value as number, 2);
    case 'dateTime':
      return new Date(value as string).toLocaleString('en-US', { timeZone: 'UTC', dateStyle: 'short', timeStyle: 'short' });
    case 'date':
      return new Date(`${value as string}T00:00:00Z`).toLocaleDateString('en-US', { timeZone: 'UTC' });
    default:
      return undefined;
  }
}

/** The primary name of a row. */
export function nameOf(database: Database, table: string, id: string): string | undefined {
  const row = database.row(table, id);
  const name = database.has(table) ? database.schema.table(table).primaryName : undefined;
  const column = name === undefined ? undefined : database.schema.table(table).columns.get(name);
  if (row === undefined || column === undefined) return undefined;
  return (cellOf(row, column) as string | null) ?? undefined;
}

function currencySymbol(database: Database, table: Table, row: Row): string {
  const column = table.columns.get('transactioncurrencyid');
  const id = column === undefined ? null : cellOf(row, column);
  const currency = typeof id === 'string' ? database.row('transactioncurrency', id) : undefined;
  const symbol = database.schema.table('transactioncurrency').columns.get('currencysymbol');
  return currency === undefined || symbol === undefined ? '$' : String(cellOf(currency, symbol) ?? '');
}

function grouped(value: number, digits: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
