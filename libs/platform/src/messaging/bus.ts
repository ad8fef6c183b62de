/** How a service speaks to the others: it asks, announces and wakes. */
import { EventContract, RequestContract, WorkContract } from '@tandem/contracts/contract';

export interface AskOptions {
  /** The connection that the question is about; travels as a header and comes back in logs. */
  readonly connectionId?: string;
  /** How long to wait, in milliseconds; the contract's own limit where it is absent. */
  readonly timeoutMs?: number;
}

export interface AnnounceOptions {
  readonly connectionId?: string;
}

export interface WakeOptions {
  readonly connectionId?: string;
  /** Two wake-ups with the same key within two minutes count as one. */
  readonly onceFor?: string;
}

/**
 * The messenger between services. Bodies are validated before they leave and when they arrive; properties that a contract does not declare are dropped.
 * Correlation id, connection id and trace context travel as headers.
 */
export abstract class Bus {
  /**
   * Asks a question and waits for its answer.
   * @throws Failure what the other service refused with, or `transient` `bus.timeout` / `bus.noResponder` / `bus.disconnected`,
   * or `rejected` `bus.bodyTooLarge` where the question is larger than a message may be: nobody has heard it
   */
  abstract ask<Input extends object, Output extends object>(
    contract: RequestContract<Input, Output>,
    input: Input,
    options?: AskOptions,
  ): Promise<Output>;

  /** Tells everyone who listens that something has happened. May be lost; nothing may depend on it alone. */
  abstract announce<Body extends object>(event: EventContract<Body>, body: Body, options?: AnnounceOptions): Promise<void>;

  /** Says that there is work. The message is stored until a worker has acknowledged it; a lost store is made anew. */
  abstract wake<Body extends object>(work: WorkContract<Body>, body: Body, options?: WakeOptions): Promise<void>;
}
