/** The rows of a table in the order of their primary key, which is the order of an answer without $orderby. */
import { Row, deleted, versionOf } from './column';

interface Entry {
  readonly key: string;
  readonly row: Row;
}

/** Sorted lazily: new rows wait in a list of their own and are merged in by the next read. */
export class KeyOrder {
  private sorted: Entry[] = [];
  private pending: Entry[] = [];
  private stale = false;

  constructor(private readonly keyOf: (row: Row) => string) {}

  add(row: Row): void {
    this.pending.push({ key: this.keyOf(row), row });
  }

  /** A deleted or renamed row leaves its old entry behind until the next read. */
  forget(): void {
    this.stale = true;
  }

  /** Rows whose key is greater than `after` (all when undefined), until `take` answers false. */
  scan(after: string | undefined, take: (row: Row) => boolean): void {
    this.settle();
    const entries = this.sorted;
    for (let at = after === undefined ? 0 : this.firstAbove(after); at < entries.length; at++)
      if (!take((entries[at] as Entry).row)) return;
  }

  private settle(): void {
    if (this.stale) this.sorted = this.sorted.filter((entry) => this.isCurrent(entry));
    if (this.pending.length > 0) this.sorted = this.merge(this.pending.filter((entry) => this.isCurrent(entry)).sort(byKey));
    this.pending = [];
    this.stale = false;
  }

  private isCurrent({ key, row }: Entry): boolean {
    return versionOf(row) !== deleted && this.keyOf(row) === key;
  }

  private merge(added: readonly Entry[]): Entry[] {
    const result: Entry[] = [];
    let left = 0;
    for (const entry of added) {
      while (left < this.sorted.length && byKey(this.sorted[left] as Entry, entry) <= 0) result.push(this.sorted[left++] as Entry);
      if (result.at(-1)?.row !== entry.row) result.push(entry);
    }
    while (left < this.sorted.length) result.push(this.sorted[left++] as Entry);
    return result;
  }

  private firstAbove(key: string): number {
    let low = 0;
    let high = this.sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.sorted[middle] as Entry).key > key) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

const byKey = (left: Entry, right: Entry): number => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0);
