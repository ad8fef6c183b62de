/** The share of a service's limits that the holder of a page may use. */

export abstract class ServiceBudget {
  /** Runs one call as soon as a slot is free and no pause is in force. */
  abstract run<T>(call: () => Promise<T>): Promise<T>;
  /** Tells that the service asked for a pause; nobody sends before it is over. */
  abstract pause(milliseconds: number): void;
}
