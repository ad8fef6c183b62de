/** How many rows go into one write request: fewer after a request took too long, more again once they pass. */

const smallest = 5;
const successesToGrow = 8;

export class BatchSize {
  private size: number;
  private successes = 0;

  constructor(private readonly largest: number) {
    this.size = largest;
  }

  get current(): number {
    return this.size;
  }

  /** A request ran into a time limit of the service or of the gateway before it. */
  shrink(): void {
    this.successes = 0;
    this.size = Math.min(this.size, Math.max(smallest, Math.floor(this.size / 2)));
  }

  /** A request passed. */
  grow(): void {
    if (this.size === this.largest || ++this.successes < successesToGrow) return;
    this.successes = 0;
    this.size = Math.min(this.largest, this.size * 2);
  }
}
