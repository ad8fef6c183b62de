/**
 * The row-version counter of one database. A version can be *held*: taken by a transaction that has begun and will commit later, so that a
 * row appears with a smaller version than rows already read. `minimumActive` is the bound below which every version is settled.
 */
export class RowVersions {
  private readonly held = new Set<number>();

  constructor(private last = 1_000_000) {}

  next(): number {
    this.last += 1;
    return this.last;
  }

  /** Takes a version whose row stays invisible until `release`. */
  hold(): number {
    const version = this.next();
    this.held.add(version);
    return version;
  }

  release(version: number): void {
    this.held.delete(version);
  }

  get lastUsed(): number {
    return this.last;
  }

  /** Every version below this one is committed (SQL Server's min_active_rowversion). */
  get minimumActive(): number {
    let minimum = this.last + 1;
    for (const version of this.held) minimum = Math.min(minimum, version);
    return minimum;
  }

  /** Versions never fall: they go on after a reset, so that an old watermark or ETag cannot match by accident. */
  reset(): void {
    this.held.clear();
  }
}
