/** The time of the simulated world: real time plus an offset, or frozen; every stamp, expiry and limit window reads it. */
export class SettableClock {
  private offset = 0;
  private frozenAt: number | undefined;

  /** Milliseconds since 1970. */
  now(): number {
    return this.frozenAt ?? Date.now() + this.offset;
  }

  set(milliseconds: number): void {
    if (this.frozenAt !== undefined) this.frozenAt = milliseconds;
    else this.offset = milliseconds - Date.now();
  }

  advance(milliseconds: number): void {
    this.set(this.now() + milliseconds);
  }

  freeze(): void {
    this.frozenAt = this.now();
  }

  /** Time runs on from where it stands. */
  unfreeze(): void {
    if (this.frozenAt === undefined) return;
    this.offset = this.frozenAt - Date.now();
    this.frozenAt = undefined;
  }

  reset(): void {
    this.offset = 0;
    this.frozenAt = undefined;
  }

  get frozen(): boolean {
    return this.frozenAt !== undefined;
  }

  /** `2026-05-01T10:00:00.123Z` */
  isoNow(): string {
    return new Date(this.now()).toISOString();
  }
}
