/** The deletion guard: many deletions in a short time are more often an accident than a wish, so a person is asked before anything follows from them. Pure. */

/** Beyond which deletions of one mapping and direction are asked about. */
export interface GuardLimits {
  /** Share of the mapping's couplings, in percent. */
  readonly percent: number;
  /** Number of deletions. */
  readonly most: number;
}

/** What has happened to a mapping in one direction. */
export interface DeletionsCounted {
  /** Deletions within the guard's time that nobody has decided, those asked about now included. */
  readonly deletions: number;
  /** Pairs of records that the mapping couples. */
  readonly couplings: number;
  /** A question about earlier ones is open. */
  readonly isAsking: boolean;
}

/** Whether a person must be asked. A question that is open takes in whatever follows, however few. */
export const mustAsk = ({ deletions, couplings, isAsking }: DeletionsCounted, { percent, most }: GuardLimits): boolean =>
  isAsking || deletions > most || deletions * 100 > couplings * percent;
