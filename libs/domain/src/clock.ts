/** Time as a port: business code never asks the machine directly, so that tests can say what time it is. */
export abstract class Clock {
  /** The present moment. */
  abstract now(): Date;
}

/** The clock of the machine. */
export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/** A clock that stands still until it is told to move. */
export class FixedClock extends Clock {
  constructor(private moment: Date) {
    super();
  }

  now(): Date {
    return this.moment;
  }

  /** Moves the clock on by a number of milliseconds. */
  advance(milliseconds: number): void {
    this.moment = new Date(this.moment.getTime() + milliseconds);
  }
}
