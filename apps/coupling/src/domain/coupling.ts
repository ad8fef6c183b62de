/** A coupling: which record of Business Central and which record of Sales belong together, what they last agreed on, and who is about to change that. */
import { Direction, Side, sourceOf } from '@tandem/domain/value';
import { MappedTables } from './mapped-tables';

/**
 * - `claimed`: somebody is about to create the other record (or has, and did not come back)
 * - `coupled`: both records exist and belong together
 * - `uncoupled`: a tombstone: a person or a policy took the two apart
 * - `gone`: a tombstone of an id that was claimed, pointed at or deleted once and must stay known
 * - `archived`: both records have been deleted
 */
export type CouplingState = 'claimed' | 'coupled' | 'uncoupled' | 'gone' | 'archived';

/** Field → the members of both sides when they last agreed. The coupling service never looks inside. */
export type AgreedPairs = Readonly<Record<string, unknown>>;

/** Digests by which a worker tells without values whether a side has changed. The coupling service never looks inside. */
export interface Digests {
  readonly businessCentral?: string;
  readonly sales?: string;
  readonly toSales?: string;
  readonly fromSales?: string;
}

/** A page that is being worked on; the token grows with every take. */
export interface PageHold {
  readonly pageId: string;
  readonly token: number;
}

/** A page in hand, and until when. */
export interface Holder extends PageHold {
  readonly leaseEndsAt: Date;
}

/** The values that somebody is about to write; they never change while the claim is open. */
export interface ClaimedValues {
  readonly pairs: AgreedPairs;
  readonly written: Readonly<Record<string, unknown>>;
  readonly digests: Digests;
  /** The values of the target that lose, where a policy overwrites them. */
  readonly overwritten: Readonly<Record<string, unknown>>;
}

export interface OpenClaim extends ClaimedValues {
  /** `create` comes with state `claimed`; the others with state `coupled`. */
  readonly kind: 'create' | 'overwrite' | 'delete';
  readonly direction: Direction;
  readonly holder: Holder;
}

/** What a page counts a record as once it has confirmed it: an outcome, and marks beside it. */
export type Counted = 'inserted' | 'modified' | 'coupled' | 'merged' | 'overwritten';

/**
 * Which page changed a coupling last, and from which version: makes a repeat of the same request harmless, and tells whoever takes the page again what its
 * first holder has done.
 */
export interface Settlement extends PageHold {
  /** Null where the coupling did not exist before. */
  readonly from: bigint | null;
  /** Since the page changed the coupling for the first time; empty where nothing was written. */
  readonly counted: readonly Counted[];
}

/** The review in which a record was created as the counterpart of another, and the direction in which it was. */
export interface Creation {
  readonly reviewId: string;
  readonly direction: Direction;
}

export interface Coupling {
  readonly id: string;
  readonly tables: MappedTables;
  /** Null on a tombstone of one record. */
  readonly ids: Readonly<Record<Side, string | null>>;
  /** The business key of the Business Central record (`number`, `code`). */
  readonly businessKey: string | null;
  /** How people name the record. */
  readonly label: string | null;
  readonly state: CouplingState;
  /** Grows with every change and never repeats; from one counter of the service. */
  readonly version: bigint;
  /** Null before the two records have agreed for the first time. */
  readonly agreed: AgreedPairs | null;
  readonly digests: Digests;
  /** The direction of the first synchronisation of a coupling made by hand or by match. */
  readonly firstDirection: Direction | null;
  /** The side whose record is known to be deleted; with state `coupled`, or on the tombstone of that record alone. */
  readonly deleted: Side | null;
  readonly claim: OpenClaim | null;
  readonly settled: Settlement | null;
  /** The match run that made this coupling. */
  readonly matchRun: string | null;
  /** Where one of the two records was created by a review, so that the review can be undone. */
  readonly creation: Creation | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

/** What of a coupling is set by storing it. */
export type Unstored = Omit<Coupling, 'version' | 'createdAt' | 'changedAt'>;

export const isTombstone = ({ state }: Coupling): boolean => state === 'uncoupled' || state === 'gone' || state === 'archived';

export const isPage = (one: PageHold, other: PageHold): boolean => one.pageId === other.pageId && one.token === other.token;

/** Whether the lease under which a claim was made has ended. */
export const hasEnded = ({ holder }: OpenClaim, now: Date): boolean => holder.leaseEndsAt <= now;

/** Only the page that holds a claim, under its token or a later one, or anyone after the lease's end takes it over or releases it. */
export const mayAct = (claim: OpenClaim, by: PageHold, now: Date): boolean =>
  (claim.holder.pageId === by.pageId && by.token >= claim.holder.token) || hasEnded(claim, now);

/** Whether a page asks again for what it has settled already, because the answer was lost. */
export const isRepeat = ({ settled }: Coupling, by: PageHold, from: bigint | null): boolean =>
  settled !== null && isPage(settled, by) && settled.from === from;

/** A page has changed a coupling as it was found; what the same page has done to it before is remembered. */
export const settledBy = ({ settled, version }: Coupling, { pageId, token }: PageHold, more: readonly Counted[] = []): Settlement => ({
  ...{ pageId, token, from: version },
  counted: [...(settled?.pageId === pageId ? settled.counted : []), ...more],
});

/** The id of the record that a claim wants to create a counterpart for. */
export const sourceIdOf = (coupling: Coupling, direction: Direction): string | null => coupling.ids[sourceOf(direction)];

/** A row of the two tables in which nothing has happened yet. */
export function blankCoupling(id: string, tables: MappedTables): Unstored {
  return {
    id,
    tables,
    ids: { businessCentral: null, sales: null },
    businessKey: null,
    label: null,
    state: 'gone',
    agreed: null,
    digests: {},
    firstDirection: null,
    deleted: null,
    claim: null,
    settled: null,
    matchRun: null,
    creation: null,
  };
}

const nothingAgreed = {
  agreed: null,
  digests: {},
  firstDirection: null,
  deleted: null,
  claim: null,
  matchRun: null,
  creation: null,
} as const;

/** A tombstone in place of a coupling: what was agreed is forgotten, the ids stay known. */
export const tombstoneOf = (coupling: Coupling, state: 'uncoupled' | 'gone' | 'archived'): Coupling => ({
  ...coupling,
  ...nothingAgreed,
  state,
});
