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
