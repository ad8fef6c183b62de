/** The rows of a table in the order of their primary key, which is the order of an answer without $orderby. */
import { Row, deleted, versionOf } from './column';

/** Sorted lazily: new rows wait in a list of their own and are merged in by the next read. */
export class KeyOrder {
  private sorted: Row[] = [];
  private pending: Row[] = [];
  private stale = false;

  constructor(private readonly keyOf: (row: Row) => string) {}

  add(row: Row): void {
    this.pending.push(row);
  }

  /** A deleted row is left out by the next read. */
  forget(): void {
    this.stale = true;
  }

  /** A row with another key takes another place. */
  move(row: Row): void {
    this.sorted = this.sorted.filter((other) => other !== row);
    this.pending = [...this.pending.filter((other) => other !== row), row];
  }

  /** Rows whose key is greater than `after` (all when undefined), until `take` answers false. */
  scan(after: string | undefined, take: (row: Row) => boolean): void {
    this.settle();
    const rows = this.sorted;
    for (let at = after === undefined ? 0 : this.firstAbove(after); at < rows.length; at++) if (!take(rows[at] as Row)) return;
  }

  private settle(): void {
    if (this.stale) this.sorted = this.sorted.filter(isLive);
    if (this.pending.length > 0) this.sorted = this.merge(this.pending.filter(isLive));
    this.pending = [];
    this.stale = false;
  }

  private merge(added: readonly Row[]): Row[] {
    const entries = added
      .map((row) => ({ row, key: this.keyOf(row) }))
      .sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0));
    const result: Row[] = [];
    let left = 0;
    for (const { row, key } of entries) {
      while (left < this.sorted.length && this.keyOf(this.sorted[left] as Row) <= key) result.push(this.sorted[left++] as Row);
      if (result.at(-1) !== row) result.push(row);
    }
    while (left < this.sorted.length) result.push(this.sorted[left++] as Row);
    return result;
  }

  private firstAbove(key: string): number {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.keyOf(this.sorted[middle] as Row) > key) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

const isLive = (row: Row): boolean => versionOf(row) !== deleted;
