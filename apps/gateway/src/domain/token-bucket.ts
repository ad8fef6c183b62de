/** A bucket that fills at a steady rate and lets bursts through up to its size. */
export interface BucketSize {
  /** Requests that may come at once. */
  readonly burst: number;
  /** Requests that are added each second. */
  readonly perSecond: number;
}

export class TokenBucket {
  private level: number;
  private filledAt: number;

  constructor(
    private readonly size: BucketSize,
    now: Date,
  ) {
    this.level = size.burst;
    this.filledAt = now.getTime();
  }

  /** Takes one; answers 0, or the milliseconds until there is one again. */
  take(now: Date): number {
    this.fill(now);
    if (this.level < 1) return Math.ceil(((1 - this.level) / this.size.perSecond) * 1_000);
    this.level -= 1;
    return 0;
  }

  /** True when the bucket is as full as a new one, so that it need not be kept. */
  isFull(now: Date): boolean {
    this.fill(now);
    return this.level >= this.size.burst;
  }

  private fill(now: Date): void {
    const elapsedMs = Math.max(0, now.getTime() - this.filledAt);
    this.level = Math.min(this.size.burst, this.level + (elapsedMs / 1_000) * this.size.perSecond);
    this.filledAt = now.getTime();
  }
}
