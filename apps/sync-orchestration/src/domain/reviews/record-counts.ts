import { Counted } from './recommendation';

/** How many records take part in a mapping, on both sides and within its filters. */
export abstract class RecordCounts {
  /** @throws Failure `transient` or `misconfigured` as the systems answer */
  abstract of(connectionId: string, mapping: string): Promise<Counted>;
  /** How many records of Business Central, out of a sample, have a counterpart in Sales. Fails as `of` does. */
  abstract sample(connectionId: string, mapping: string): Promise<MatchSample>;
}

export interface MatchSample {
  readonly sampled: number;
  readonly matched: number;
}

/** How many records both sides have in common, reckoned from a sample of Business Central. */
export const estimatedMatches = (counted: Counted, { sampled, matched }: MatchSample): number =>
  sampled === 0 ? 0 : Math.min(counted.sales, Math.round((counted.businessCentral * matched) / sampled));
