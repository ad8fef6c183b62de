/** A number series: the next free number of a table, such as C00010, C00020, … */
export class NumberSeries {
  constructor(
    private readonly prefix: string,
    private readonly digits: number,
    private last: number,
    private readonly step: number,
  ) {}

  next(isTaken: (number: string) => boolean): string {
    for (;;) {
      this.last += this.step;
      const number = this.prefix + String(this.last).padStart(this.digits, '0');
      if (!isTaken(number)) return number;
    }
  }
}
