import type { Column } from '../metadata/column';
import type { Table } from '../metadata/table';
import { cellOf, type Row } from '../storage/row';

/** Reads one property of a row as the wire shows it. */
export type CellReader = (row: Row) => unknown;

const readers = new WeakMap<Column, CellReader>();

export function readerOf(table: Table, column: Column): CellReader {
  let reader = readers.get(column);
  if (reader === undefined) readers.set(column, (reader = createReader(table, column)));
  return reader;
}

function createReader(table: Table, column: Column): CellReader {
  if (column.kind !== 'moneyBase') return (row) => cellOf(row, column);
  const amount = table.columns.get(column.logicalName.replace(/_base$/, ''));
  const rate = table.columns.get('exchangerate');
  if (amount === undefined || rate === undefined) return () => null;
  return (row) => inBaseCurrency(cellOf(row, amount), cellOf(row, rate));
}

/** Exchange rates are units of the currency per unit of the base currency; base amounts keep four decimals. */
function inBaseCurrency(amount: unknown, rate: unknown): number | null {
  if (typeof amount !== 'number') return null;
  return Math.round((amount / (typeof rate === 'number' ? rate : 1)) * 10_000) / 10_000;
}
