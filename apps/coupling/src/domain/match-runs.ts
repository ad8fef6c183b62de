/** Match runs: the keys of both sides, paired one to one. A port, since millions of keys are compared where they are kept. */
import { Direction, Side } from '@tandem/domain/value';
import { Scope } from './couplings';
import { MappedTables } from './mapped-tables';

export type MatchRunState = 'collecting' | 'preview' | 'applied' | 'reverted';

/** The keys of one record. */
export interface MatchKeys {
  readonly id: string;
  /** One normalised text per priority; null where the record has no usable value. */
  readonly keys: readonly (string | null)[];
  readonly label: string;
  readonly businessKey?: string | null;
}

/** A record with several possible counterparts, or one of several with the same key. */
export interface AmbiguousMatch {
  readonly side: Side;
  readonly id: string;
  readonly label: string;
  readonly candidates: readonly { readonly id: string; readonly label: string }[];
}

/** Two records that the keys bring together. */
export interface MatchPair {
  readonly businessCentralId: string;
  readonly businessCentralLabel: string;
  readonly salesId: string;
  readonly salesLabel: string;
  /** 0 is the first key. */
  readonly priority: number;
}

export interface NewMatchRun {
  readonly id: string;
  readonly tables: MappedTables;
  readonly priorities: number;
  readonly firstDirection: Direction;
  readonly preview: boolean;
}

export interface MatchRun extends NewMatchRun {
  readonly state: MatchRunState;
  readonly startedAt: Date;
}

/** What pairing the keys has found. */
export interface Matched {
  readonly pairs: number;
  readonly unmatched: Readonly<Record<Side, number>>;
  readonly alreadyCoupled: number;
}

/** A pair with what a coupling of it is made of. */
export interface PairToCouple extends MatchPair {
  readonly businessKey: string | null;
}

export abstract class MatchRuns {
  /** Begins a run, or begins it anew without the keys it had. */
  abstract begin(scope: Scope, run: NewMatchRun): Promise<void>;
  abstract addKeys(scope: Scope, runId: string, side: Side, rows: readonly MatchKeys[]): Promise<void>;
  abstract find(scope: Scope, runId: string): Promise<MatchRun | undefined>;
  /**
   * Pairs the keys, one statement per priority: a key that exactly one open record of each side has makes a pair. Records that are coupled, claimed or
   * tombstones are left out first. Doing it again finds the same.
   */
  abstract pair(scope: Scope, run: MatchRun): Promise<Matched>;
  /** What an earlier `pair` has found. */
  abstract found(scope: Scope, runId: string): Promise<Matched>;
  /** Pairs in the order of their Business Central ids, beyond `after`. */
  abstract pairs(scope: Scope, runId: string, page: { after: string; limit: number }): Promise<PairToCouple[]>;
  abstract ambiguous(scope: Scope, runId: string, limit: number): Promise<AmbiguousMatch[]>;
  abstract unmatched(scope: Scope, runId: string, limit: number): Promise<{ side: Side; id: string; label: string }[]>;
  /** Of these records, those that the newest finished run of the mapping found ambiguous. */
  abstract ambiguousAmong(scope: Scope, tables: MappedTables, side: Side, ids: readonly string[]): Promise<AmbiguousMatch[]>;
  abstract enter(scope: Scope, runId: string, state: MatchRunState): Promise<void>;
  /** Forgets the runs of a dry run. */
  abstract drop(connectionId: string, overlay: string): Promise<void>;
}
