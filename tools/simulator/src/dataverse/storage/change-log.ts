import type { Row } from './row';

/** Which row got which version, ascending: what change tracking reads. An entry whose row has moved on is stale and skipped. */
export class ChangeLog {
  private versions: number[] = [];
  private rows: Row[] = [];

  append(version: number, row: Row): void {
    const late = this.versions.length > 0 && version < (this.versions.at(-1) as number);
    const at = late ? this.positionAfter(version) : this.versions.length;
    this.versions.splice(at, 0, version);
    this.rows.splice(at, 0, row);
  }

  /** Drops stale entries once they outnumber `live` rows twice. */
  compact(live: number): void {
    if (this.versions.length < 10_000 + 3 * live) return;
    const kept = this.rows
      .map((row, at) => ({ row, version: this.versions[at] as number }))
      .filter(({ row, version }) => row.version === version);
    this.rows = kept.map(({ row }) => row);
    this.versions = kept.map(({ version }) => version);
  }

  /** Rows whose last change is above `version`, in the order of their changes; deleted ones included. */
  *changedAfter(version: number): Generator<Row> {
    for (let at = this.positionAfter(version); at < this.rows.length; at += 1) {
      const row = this.rows[at] as Row;
      if (row.version === this.versions[at]) yield row;
    }
  }

  private positionAfter(version: number): number {
    let low = 0;
    let high = this.versions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.versions[middle] as number) <= version) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
