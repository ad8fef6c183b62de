/** The time that a worker may still act on its page. */
import { Clock } from '@tandem/domain/clock';
import { LeaseLost } from './pages';

export class Lease {
  private lost = false;

  constructor(
    private end: Date,
    private readonly clock: Clock,
    /** The longest that a remote write may take, in milliseconds. */
    private readonly longestWriteMs: number,
  ) {}

  get endsAt(): Date {
    return this.end;
  }

  renewed(end: Date): void {
    this.end = end;
  }

  /** Another worker has the page. */
  lose(): void {
    this.lost = true;
  }

  /**
   * A remote write is sent only while the lease outlives the request's deadline: what is sent later could meet what the next holder does.
   * @throws LeaseLost
   */
  assertOutlivesAWrite(): void {
    if (this.lost || this.end.getTime() - this.clock.now().getTime() < this.longestWriteMs) throw new LeaseLost();
  }
}
