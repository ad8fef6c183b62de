/** The share of a service's limits that the holder of a page may use. */

/** What a service says is left of its limits for this user. */
export interface RemainingAllowance {
  /** Requests until it refuses. */
  readonly requests?: number;
  /** Seconds of execution time until it refuses. */
  readonly seconds?: number;
}

/** What becomes of a call whose turn comes too late. */
export interface Expiry<T> {
  /** Asked when the turn comes. */
  isOver(): boolean;
  /** The answer then, instead of the call: it takes no slot and spends nothing. */
  readonly answer: T;
}

export abstract class ServiceBudget {
  /** Runs one call as soon as a slot is free and no pause is in force. */
  abstract run<T>(call: () => Promise<T>, expiry?: Expiry<T>): Promise<T>;
  /** Tells that the service asked for a pause; nobody sends before it is over. */
  abstract pause(milliseconds: number): void;
  /** Tells what an answer said is left; a budget that can slow down in time avoids being refused. */
  observe(_left: RemainingAllowance): void {}
}
