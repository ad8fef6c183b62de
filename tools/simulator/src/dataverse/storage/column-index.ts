import type { Column } from '../metadata/column';
import { cellOf, type Row } from './row';

/** Rows by the value of one column; texts are found whatever their case. Null is not in it. */
export class ColumnIndex {
  private readonly entries = new Map<unknown, Row | Set<Row>>();

  constructor(readonly column: Column) {}

  add(row: Row): void {
    const key = indexKey(cellOf(row, this.column));
    if (key === null) return;
    const entry = this.entries.get(key);
    if (entry === undefined) this.entries.set(key, row);
    else if (entry instanceof Set) entry.add(row);
    else this.entries.set(key, new Set([entry, row]));
  }

  remove(row: Row): void {
    const key = indexKey(cellOf(row, this.column));
    const entry = this.entries.get(key);
    if (entry === row) this.entries.delete(key);
    else if (entry instanceof Set) entry.delete(row);
  }

  find(value: unknown): Row[] {
    const entry = this.entries.get(indexKey(value));
    if (entry === undefined) return [];
    return entry instanceof Set ? [...entry] : [entry];
  }
}

/** How values are compared for equality: texts regardless of case. */
export function indexKey(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}
