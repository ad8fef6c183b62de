/** Amounts spent within the last so many milliseconds, exact to the entry. */
export class SlidingWindow {
  private readonly times: number[] = [];
  private readonly amounts: number[] = [];
  private head = 0;
  private sum = 0;

  add(time: number, amount: number): void {
    this.times.push(time);
    this.amounts.push(amount);
    this.sum += amount;
  }

  /** What was spent after `start`; older entries are forgotten. */
  totalSince(start: number): number {
    while (this.head < this.times.length && (this.times[this.head] as number) <= start) {
      this.sum -= this.amounts[this.head] as number;
      this.head += 1;
    }
    this.compact();
    return this.sum;
  }

  /** The time of the entry whose leaving brings the total below `limit`; `undefined` when it is below already. */
  timeWhenBelow(limit: number): number | undefined {
    let left = this.sum;
    for (let at = this.head; left >= limit && at < this.times.length; at += 1) {
      left -= this.amounts[at] as number;
      if (left < limit) return this.times[at];
    }
    return undefined;
  }

  private compact(): void {
    if (this.head < 4096 || this.head * 2 < this.times.length) return;
    this.times.splice(0, this.head);
    this.amounts.splice(0, this.head);
    this.head = 0;
  }
}
