/** How the control API sees the rows of a service: read without the wire's rules, written as if a user did it. */

/** An edit by a user of the simulated system. Without `key` a new row is made; `remove` deletes. */
export interface RowEdit {
  table: string;
  key?: string;
  values?: Record<string, unknown>;
  remove?: boolean;
  /** Name of the user who does it; it stands in the history. */
  writer?: string;
}

/** Where an edit takes effect: its row version may have been taken earlier (held) than it commits. */
export interface EditCircumstances {
  writer: string;
  version?: number;
}

export interface WrittenRow {
  key: string;
  version: number;
}

export interface RowsPage {
  rows: Array<Record<string, unknown>>;
  /** Pass it as `after` to read on; absent on the last page. */
  next?: string;
}

export interface RowsQuery {
  after?: string;
  count: number;
  columns?: string[];
}

/** Implemented by each simulator. Unknown tables, keys or columns throw a `ControlError`. */
export interface ControlledRows {
  tables(): Array<{ table: string; rows: number }>;
  page(table: string, query: RowsQuery): RowsPage;
  one(table: string, key: string): Record<string, unknown> | undefined;
  edit(edit: RowEdit, circumstances: EditCircumstances): WrittenRow;
}

/** A mistake of whoever drives the control API; answered with 400. */
export class ControlError extends Error {}
