import type { Column } from '../metadata/column';
import type { Table } from '../metadata/table';
import { ChangeLog } from './change-log';
import { ColumnIndex } from './column-index';
import type { Row } from './row';
import { SortedRows } from './sorted-rows';

/** The rows of one table with their order, indexes and change log. Only `Transaction` changes it. */
export class TableStore {
  readonly rows = new Map<string, Row>();
  readonly ordered = new SortedRows();
  readonly changes = new ChangeLog();
  /** Row version of the last change of the table's schema: older delta tokens have expired. */
  schemaVersion = 0;
  private readonly indexes = new Map<Column, ColumnIndex>();
  private slots = 0;

  constructor(readonly table: Table) {
    for (const column of table.columns.values()) {
      column.slot = -1;
      column.typeSlot = -1;
    }
  }

  add(row: Row): void {
    this.rows.set(row.id, row);
    this.ordered.insert(row);
    for (const index of this.indexes.values()) index.add(row);
  }

  drop(row: Row): void {
    for (const index of this.indexes.values()) index.remove(row);
    this.rows.delete(row.id);
    this.ordered.remove(row);
  }

  replaceCells(row: Row, cells: readonly unknown[]): void {
    const before = row.cells;
    for (const index of this.indexes.values()) {
      const { slot } = index.column;
      if (slot >= 0 && before[slot] === cells[slot]) continue;
      index.remove(row);
      row.cells = cells;
      index.add(row);
      row.cells = before;
    }
    row.cells = cells;
  }

  /** The rows with this value; the index is made when it is first needed. */
  find(column: Column, value: unknown): Row[] {
    let index = this.indexes.get(column);
    if (index === undefined) {
      index = new ColumnIndex(column);
      for (const row of this.rows.values()) index.add(row);
      this.indexes.set(column, index);
    }
    return index.find(value);
  }

  /** Where the column's cells lie; given on the first value that is not null. */
  slotOf(column: Column): number {
    if (column.slot < 0) column.slot = this.slots++;
    return column.slot;
  }

  typeSlotOf(column: Column): number {
    if (column.typeSlot < 0) column.typeSlot = this.slots++;
    return column.typeSlot;
  }

  get slotCount(): number {
    return this.slots;
  }
}
