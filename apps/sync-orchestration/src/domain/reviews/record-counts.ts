import { Counted } from './recommendation';

/** How many records take part in a mapping, on both sides and within its filters. */
export abstract class RecordCounts {
  /** @throws Failure `transient` or `misconfigured` as the systems answer */
  abstract of(connectionId: string, mapping: string): Promise<Counted>;
}
