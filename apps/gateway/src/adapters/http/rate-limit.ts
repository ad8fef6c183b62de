/** Keeps each caller to a steady rate of requests, in the memory of this instance. */
import { Clock } from '@tandem/domain/clock';
import { BucketSize, TokenBucket } from '../../domain/token-bucket';

const mostBuckets = 10_000;

export class RateLimit {
  private readonly buckets = new Map<string, TokenBucket>();

  constructor(
    private readonly size: BucketSize,
    private readonly clock: Clock,
  ) {}

  /** Counts a request; answers 0, or the milliseconds that the caller must wait. */
  take(caller: string): number {
    const now = this.clock.now();
    const bucket = this.buckets.get(caller) ?? this.newBucket(caller, now);
    return bucket.take(now);
  }

  private newBucket(caller: string, now: Date): TokenBucket {
    if (this.buckets.size >= mostBuckets) this.forgetFullBuckets(now);
    const bucket = new TokenBucket(this.size, now);
    this.buckets.set(caller, bucket);
    return bucket;
  }

  private forgetFullBuckets(now: Date): void {
    for (const [caller, bucket] of this.buckets) if (bucket.isFull(now)) this.buckets.delete(caller);
  }
}
