/** How many calls the service will still take, by its own word: so that the last ones are not sent into a refusal, which would lengthen the pause. */
import { RemainingAllowance } from '@tandem/domain/ports/service-budget';

/** Weight of the latest call in the mean duration. */
const weight = 0.1;

export class Credit {
  private calls = Number.POSITIVE_INFINITY;
  private isTold = false;
  private meanSeconds = 0;

  /** Whether one more call may be sent. */
  get isLeft(): boolean {
    return this.calls >= 1;
  }

  spend(): void {
    this.calls--;
  }

  /** What an answer said. Calls that are in flight may not be counted in it yet. */
  learn({ requests = Number.POSITIVE_INFINITY, seconds = Number.POSITIVE_INFINITY }: RemainingAllowance, otherCalls: number): void {
    this.isTold = true;
    const byTime = this.meanSeconds > 0 ? seconds / this.meanSeconds : Number.POSITIVE_INFINITY;
    this.calls = Math.min(requests, byTime) - otherCalls;
  }

  /** A call went well and took so long. A service that never tells what is left is trusted again. */
  finish(milliseconds: number): void {
    this.meanSeconds += (milliseconds / 1000 - this.meanSeconds) * (this.meanSeconds ? weight : 1);
    if (!this.isTold) this.calls = Number.POSITIVE_INFINITY;
  }

  /** One call to see what is left now. */
  probe(): void {
    this.calls = 1;
  }
}
