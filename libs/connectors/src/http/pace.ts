/** How many calls may be in flight: climbs while the service is content, halves when it complains, and climbs slowly near where it complained last. */

/** Near the last complaint the climb is this much slower. */
const caution = 0.02;
const near = 0.85;

export class Pace {
  private allowed: number;
  private refusedAt = Number.POSITIVE_INFINITY;

  constructor(private slots: number) {
    this.allowed = slots;
  }

  /** Calls that may be in flight now, at least one. */
  get current(): number {
    return Math.max(1, Math.floor(this.allowed));
  }

  /** A call went well. One more call after each round of calls, as TCP does it. */
  climb(): void {
    const step = this.allowed < this.refusedAt * near ? 1 : caution;
    this.allowed = Math.min(this.slots, this.allowed + step / this.allowed);
  }

  /** The service complained. */
  halve(): void {
    this.refusedAt = this.allowed;
    this.allowed = Math.max(1, this.allowed / 2);
  }

  /** Another share of the limits; a larger one is tried out anew. */
  setSlots(slots: number): void {
    if (slots > this.slots) {
      this.refusedAt = Number.POSITIVE_INFINITY;
      this.allowed = Math.max(this.allowed, slots / 2);
    }
    this.slots = Math.max(1, slots);
    this.allowed = Math.min(this.allowed, this.slots);
  }
}
