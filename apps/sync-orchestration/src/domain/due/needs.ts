/** Needs: what must be coupled before a record can go on, or before a later reference of it can be written. */
import { CreatedRecord, CreatedRun } from '../reviews/undo';
import { DueScope } from './due-records';

export type NeedKey = 'businessKey' | 'salesId' | 'businessCentralId';

/** What must be coupled. */
export interface Need {
  readonly mapping: string;
  readonly by: NeedKey;
  readonly value: string;
}

/** A record and one of its needs. */
export interface OpenNeed extends DueScope {
  readonly recordId: string;
  /** `waiting`: the record is written when the need is met; `later`: it is written, a reference is missing. */
  readonly kind: 'waiting' | 'later';
  readonly need: Need;
  readonly createUncoupled: boolean;
  readonly reviewId: string | null;
}

export interface NeedScope {
  readonly connectionId: string;
  readonly overlay: string | null;
}

/** Needs of one connection and overlay, to be asked about in one request. */
export interface NeedsToResolve extends NeedScope {
  readonly needs: readonly Need[];
}

export abstract class Needs {
  /** Stores the needs of records; waiting records keep none of those they had before. */
  abstract replace(needs: readonly OpenNeed[]): Promise<void>;
  /** The record waits no more. */
  abstract settle(scope: DueScope, recordIds: readonly string[]): Promise<void>;
  /** Connections and overlays that have open needs. */
  abstract scopes(): Promise<NeedScope[]>;
  /** Distinct open needs in a fixed order, after the given one. */
  abstract open(scope: NeedScope, after: Need | null, limit: number): Promise<Need[]>;
  /** Needs that are met now: they are removed and their records become due at once. Answers how many records. */
  abstract release(met: NeedsToResolve): Promise<number>;
  /** A dry run has ended. */
  abstract forgetOverlay(overlay: string): Promise<void>;
  abstract detach(reviewId: string, forget: boolean): Promise<void>;
}

/** A record whose counterpart a page was about to create, overwrite or delete when its lease ended. */
export interface ExpiredClaim {
  readonly mapping: string;
  readonly direction: DueScope['direction'];
  readonly recordId: string;
  readonly pageId?: string;
}

/** Asks the coupling service, and hears of it. */
export abstract class CouplingDirectory {
  /** Those of the needs that are coupled, in one request. */
  abstract resolved(asked: NeedsToResolve): Promise<Need[]>;
  /** Ids of one side that are coupled, in ascending order, after the given one. */
  abstract coupledIds(scope: DueScope, after: string | null, limit: number): Promise<string[]>;
  /** Pairs that a mapping couples; in a dry run as they would be. */
  abstract countOf(scope: DueScope): Promise<number>;
  /** Records whose open claim has outlived its lease. */
  abstract expiredClaims(connectionId: string, limit: number): Promise<ExpiredClaim[]>;
  /** What a review has created with a mapping in one direction, after the given coupling; `last` is where to go on. */
  abstract created(
    asked: CreatedRun & { readonly connectionId: string; readonly reviewId: string },
    after: string | null,
    limit: number,
  ): Promise<{ records: CreatedRecord[]; last: string | null }>;
  abstract dropOverlay(connectionId: string, overlay: string): Promise<void>;
}
