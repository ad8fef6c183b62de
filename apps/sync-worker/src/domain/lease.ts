/** The time that a worker may still act on its page. */
import { Clock } from '@tandem/domain/clock';
import { WritePermit } from '@tandem/domain/ports/record-store';

export class Lease implements WritePermit {
  private lost = false;

  constructor(
    private end: Date,
    private readonly clock: Clock,
  ) {}

  get endsAt(): Date {
    return this.end;
  }

  get isLost(): boolean {
    return this.lost;
  }

  /** Permission for what is claimed now: the claim names the present end of the lease, whatever a renewal brings, and others may act after it. */
  untilItsPresentEnd(): WritePermit {
    const end = this.end.getTime();
    return { covers: (milliseconds) => this.covers(milliseconds) && end - this.clock.now().getTime() > milliseconds };
  }

  renewed(end: Date): void {
    this.end = end;
  }

  /** Another worker has the page. */
  lose(): void {
    this.lost = true;
  }

  /** A remote write is sent only while the lease outlives the request's deadline: what is sent later could meet what the next holder does. */
  covers(milliseconds: number): boolean {
    return !this.lost && this.end.getTime() - this.clock.now().getTime() > milliseconds;
  }
}
