/** The rows of a table in the order of their row version, so that a watermark read costs as much as its page. */
import { Row, deleted, versionOf } from './column';

/**
 * An append-only list of (version, row). An entry is current while its row still carries that version; superseded entries stay
 * until more than half of the list is stale. A held version that is released later is put in its place by binary search.
 */
export class VersionOrder {
  private versions: number[] = [];
  private rows: Row[] = [];

  constructor(private readonly liveRows: () => number) {}

  add(row: Row): void {
    const version = versionOf(row);
    if (version > (this.versions.at(-1) ?? -Infinity)) {
      this.versions.push(version);
      this.rows.push(row);
    } else {
      this.insert(version, row);
    }
    if (this.versions.length > 2 * this.liveRows() + 1000) this.compact();
  }

  /** Rows whose version is greater than `after`, oldest first, until `take` answers false. */
  scan(after: number, take: (row: Row) => boolean): void {
    for (let at = this.firstAbove(after); at < this.versions.length; at++) {
      const row = this.rows[at] as Row;
      if (versionOf(row) === this.versions[at] && !take(row)) return;
    }
  }

  private insert(version: number, row: Row): void {
    const at = this.firstAbove(version);
    for (let same = at - 1; same >= 0 && this.versions[same] === version; same--) if (this.rows[same] === row) return;
    this.versions.splice(at, 0, version);
    this.rows.splice(at, 0, row);
  }

  private firstAbove(version: number): number {
    let low = 0;
    let high = this.versions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.versions[middle] as number) > version) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private compact(): void {
    const kept = this.rows.map((row, at) => ({ row, version: this.versions[at] as number }));
    const current = kept.filter(({ row, version }) => versionOf(row) === version && version !== deleted);
    this.versions = current.map(({ version }) => version);
    this.rows = current.map(({ row }) => row);
  }
}
