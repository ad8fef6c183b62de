import type { Column } from '../metadata/column';

/** One record. Cells lie at the slots of their columns, so that a million rows fit in memory; a change replaces the whole cell list. */
export class Row {
  deleted = false;

  constructor(
    /** Lower-case GUID. */
    readonly id: string,
    public version: number,
    public cells: readonly unknown[],
  ) {}
}

/** The stored value of a column; money in the base currency is computed by the reader (`rowCurrency`). */
export function cellOf(row: Row, column: Column): unknown {
  if (column.slot >= 0) {
    const value = row.cells[column.slot];
    return value === undefined ? column.initial : value;
  }
  if (column.kind === 'key') return row.id;
  return column.kind === 'version' ? row.version : column.initial;
}

/** Logical name of the table that a lookup's value belongs to. */
export function lookupTable(row: Row, column: Column): string {
  const single = (column.targets[0]?.table ?? '') as string;
  if (column.typeSlot < 0) return single;
  return (row.cells[column.typeSlot] as string | undefined) ?? single;
}
