import type { Column } from '../metadata/column';
import type { Table } from '../metadata/table';
import { cellOf, Row } from '../storage/row';
import type { TableStore } from '../storage/table-store';

/** Where a lookup points. */
export interface LookupValue {
  readonly table: string;
  readonly id: string;
}

/** The cells of a row that is being made or changed; rules read and complete it before it is stored. */
export class RowDraft {
  readonly cells: unknown[];
  /** Logical names of the columns that were set. */
  readonly changed: string[] = [];
  private readonly shadow: Row;

  constructor(
    readonly store: TableStore,
    /** The stored row; undefined for a new one. */
    readonly row: Row | undefined,
    readonly id: string,
  ) {
    this.cells = row === undefined ? [] : [...row.cells];
    this.shadow = new Row(id, row?.version ?? 0, this.cells);
  }

  get table(): Table {
    return this.store.table;
  }

  /** Whether the request (or a rule) set the column. */
  sets(name: string): boolean {
    return this.changed.includes(name);
  }

  value(name: string): unknown {
    const column = this.table.columns.get(name);
    return column === undefined ? null : cellOf(this.shadow, column);
  }

  /** The value before the change; null for a new row. */
  before(name: string): unknown {
    const column = this.table.columns.get(name);
    return column === undefined || this.row === undefined ? null : cellOf(this.row, column);
  }

  set(name: string, value: unknown): void {
    const column = this.table.columns.get(name);
    if (column !== undefined) this.setColumn(column, value);
  }

  setColumn(column: Column, value: unknown): void {
    this.changed.push(column.logicalName);
    if (column.kind === 'lookup') this.setLookup(column, value as LookupValue | string | null);
    else this.put(column, value);
  }

  /** Sets a cell that does not count as changed by the writer (stamps). */
  stamp(name: string, value: unknown): void {
    const column = this.table.columns.get(name);
    if (column !== undefined) this.put(column, value);
  }

  private setLookup(column: Column, value: LookupValue | string | null): void {
    if (value === null || typeof value === 'string') return this.put(column, value);
    this.put(column, value.id);
    if (column.targets.length > 1) this.cell(this.store.typeSlotOf(column), value.table);
  }

  private put(column: Column, value: unknown): void {
    if (column.slot >= 0) this.cell(column.slot, value);
    else if (value !== null || column.initial !== null) this.cell(this.store.slotOf(column), value);
  }

  /** Cells between are filled, because a list with holes is slow to read. */
  private cell(slot: number, value: unknown): void {
    while (this.cells.length < slot) this.cells.push(undefined);
    this.cells[slot] = value;
  }
}
