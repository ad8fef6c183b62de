/** A row being written: its new values, which of them the caller gave, and the transaction it belongs to. */
import type { Row, Value } from '../store/column';
import type { Company } from '../store/company';
import type { Table } from '../store/table';
import type { Transaction } from '../store/transaction';

export class Draft {
  /** Columns that the caller gave, directly or through the id beside them. */
  readonly given = new Set<string>();

  /** Stock that a PATCH of an item asks for: posted as an adjustment after the write. */
  wantedInventory?: number;

  constructor(
    readonly transaction: Transaction,
    readonly company: Company,
    readonly table: Table,
    readonly row: Row,
    /** The row as it was; absent on a new one. */
    readonly before?: Row,
  ) {}

  text(column: string): string {
    return this.table.text(this.row, column);
  }

  number(column: string): number {
    return this.table.number(this.row, column);
  }

  set(column: string, value: Value): void {
    this.row[this.table.place(column)] = value;
  }

  /** A value that holds unless the caller gave one. */
  fill(column: string, value: Value): void {
    if (!this.given.has(column) && this.table.has(column)) this.set(column, value);
  }

  changed(column: string): boolean {
    const place = this.table.place(column);
    return this.before === undefined || this.before[place] !== this.row[place];
  }
}
