/** The couplings of all connections. */
import { Direction, Side } from '@tandem/domain/value';
import { ConfirmRequest } from './confirmations';
import { AgreedPairs, ClaimedValues, Counted, Coupling, CouplingState, Unstored } from './coupling';
import { CoupledPair } from './coupling-events';
import { Draft } from './draft';
import { MappedTables } from './mapped-tables';

/** Where a question or change belongs: to a connection, or to the overlay that a dry run lays over it. */
export interface Scope {
  readonly connectionId: string;
  /** The dry run's review: reads answer overlay over real, changes go into the overlay alone. */
  readonly overlay: string | null;
}

/** Records of one table. */
export interface RecordIds {
  readonly tables: MappedTables;
  readonly side: Side;
  readonly ids: readonly string[];
}

/** Which couplings a change is about: those with these ids, those that have one of these records, or a portion of a mapping's or a match run's. */
export interface CouplingKeys {
  readonly ids?: readonly string[];
  readonly records?: readonly RecordIds[];
  /** Couplings in state `coupled` without an open claim, at most `limit`. */
  readonly portion?: { readonly mapping?: string; readonly matchRun?: string; readonly limit: number };
}

/** References to translate, all of one mapping and one kind of value. */
export interface ReferenceQuestion {
  readonly tables: MappedTables;
  readonly by: 'businessKey' | 'businessCentralId' | 'salesId';
  readonly values: readonly string[];
}

export interface Question {
  readonly records: RecordIds;
  readonly references: readonly ReferenceQuestion[];
}

export interface Reference {
  readonly mapping: string;
  readonly value: string;
  readonly businessCentralId: string;
  readonly salesId: string;
  readonly businessKey: string | null;
}

export interface Resolution {
  /** Without the values that are agreed or claimed: those stay behind until they are asked for. */
  readonly couplings: readonly Coupling[];
  readonly references: readonly Reference[];
  /** By the clock that also ends leases. */
  readonly now: Date;
}

/** A page of ids of one side. */
export interface IdPage {
  readonly tables: MappedTables;
  readonly side: Side;
  readonly after: string | null;
  readonly limit: number;
}

/** A page of couplings whose counterpart a review has created. */
export interface CreatedPage {
  readonly reviewId: string;
  readonly tables: MappedTables;
  /** The direction in which the counterpart was created. */
  readonly direction: Direction;
  readonly after: string | null;
  /** Only of these sources; null: of all. */
  readonly sourceIds: readonly string[] | null;
  readonly limit: number;
}

export interface AgreedValues {
  readonly couplingId: string;
  readonly agreed: AgreedPairs | null;
  readonly claimed: ClaimedValues | null;
}

/** A list for people, in the order of mapping and business key. */
export interface Selection {
  readonly mapping?: string;
  readonly state?: CouplingState;
  /** Only those one of whose records is known to be deleted. */
  readonly deleted?: boolean;
  /** Part of the business key or of the label, or one of the two ids. */
  readonly text?: string;
  /** Where the page before ended. */
  readonly after?: ListPlace;
  readonly limit: number;
}

export interface ListPlace {
  readonly mapping: string;
  readonly businessKey: string;
  readonly id: string;
}

export interface CouplingCount {
  readonly mapping: string;
  readonly state: CouplingState;
  readonly count: number;
}

/** A confirmation that was carried out. */
export interface CarriedOut {
  /** The coupling where its records have been coupled by this. */
  readonly newly?: CoupledPair;
}

/** The collection of couplings. At most one coupling or tombstone has a given record of a table. */
export abstract class Couplings {
  /**
   * One transaction: finds couplings and keeps others from changing them, lets `decide` change the draft, stores what it made of it.
   * `decide` is pure; it runs again from the start where another transaction was faster.
   */
  abstract change<Answer>(scope: Scope, keys: CouplingKeys, decide: (draft: Draft) => Answer): Promise<Answer>;

  /**
   * Stores new claims of one page whose two records nobody has, in one statement; answers the version of each, or null for what was not stored:
   * a record that somebody has, and whatever else came with it.
   * What `change` would make of them one by one, for the common case of thousands.
   */
  abstract insertClaims(scope: Scope, claims: readonly Unstored[]): Promise<(bigint | null)[]>;

  /**
   * Carries out confirmations that keep the coupling's records, in one statement; answers which were carried out and which of those were claims before.
   * The others (stale, repeated, re-pointed) are left as they are, for `change` to answer.
   */
  abstract confirmAsRead(scope: Scope, requests: readonly ConfirmRequest[]): Promise<ReadonlyMap<string, CarriedOut>>;

  /** The couplings of records, and references, in one statement. */
  abstract resolve(scope: Scope, question: Question): Promise<Resolution>;

  /** The counter of versions: a coupling whose version is at or above a note may have changed since it was taken; one below has not. */
  abstract noteVersion(scope: Scope): Promise<bigint>;

  abstract agreedValues(scope: Scope, couplingIds: readonly string[]): Promise<AgreedValues[]>;

  /** Of these couplings those that a page has changed last, with what it counts them as. */
  abstract countedBy(scope: Scope, pageId: string, couplingIds: readonly string[]): Promise<ReadonlyMap<string, readonly Counted[]>>;

  /** Ids of one side's coupled records, ascending, beyond `after`. */
  abstract coupledIds(scope: Scope, page: IdPage): Promise<string[]>;

  /** Couplings with an open claim whose lease has ended, by coupling id, beyond `after`. */
  abstract expiredClaims(scope: Scope, page: { after: string | null; limit: number }): Promise<Coupling[]>;

  /** What a review has created and what is still coupled, by coupling id, beyond `after`. */
  abstract created(scope: Scope, page: CreatedPage): Promise<Coupling[]>;

  abstract list(scope: Scope, selection: Selection): Promise<Coupling[]>;

  abstract find(scope: Scope, id: string): Promise<Coupling | undefined>;

  abstract counts(scope: Scope): Promise<CouplingCount[]>;

  /** Forgets what a dry run made; answers how many couplings that were. */
  abstract dropOverlay(connectionId: string, overlay: string): Promise<number>;
}
