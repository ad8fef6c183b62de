/** What may be asked of the coupling service by the engine: resolve, claim, confirm, release. The people's side is in `couplings.ts`. */
import { IsArray, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID } from 'class-validator';
import { request } from './contract';

/** Both sides' members of a both-ways field when they last agreed: one value where they are equal, else `[Business Central, Sales]`. */
export type AgreedPair = string | number | boolean | null | readonly [unknown, unknown];
/** Field name (the Business Central column) → pair. Texts over 256 characters stand as `{ digest, head }`. */
export type AgreedPairs = Readonly<Record<string, unknown>>;

/** Digests that tell without values whether a side has changed; absent where nothing has been agreed or sent yet. */
export interface CouplingDigests {
  /** Of the both-ways members of Business Central. */
  readonly businessCentral?: string;
  /** Of the both-ways members of Sales. */
  readonly sales?: string;
  /** Of what the one-way fields last sent to Sales. */
  readonly toSales?: string;
  /** Of what the one-way fields last sent to Business Central. */
  readonly fromSales?: string;
}

/**
 * - `claimed`: somebody is about to create the other record (or has, and did not come back)
 * - `coupled`: both records exist and belong together
 * - `uncoupled`: a tombstone: a person took the two apart; neither is created, matched or coupled by itself again
 * - `gone`: a tombstone of an id that was claimed or pointed at once and must stay known
 * - `archived`: both records have been deleted
 */
export const couplingStates = ['claimed', 'coupled', 'uncoupled', 'gone', 'archived'] as const;
export type CouplingState = (typeof couplingStates)[number];

/** Who holds an open claim and until when. */
export interface ClaimHolder {
  readonly pageId: string;
  /** Fencing token of the page's lease. */
  readonly token: number;
  /** End of the lease, UTC ISO 8601: until then another page makes the record due again instead of acting. */
  readonly leaseEndsAt: string;
}

/** A coupling as the engine sees it. */
export interface CouplingView {
  readonly id: string;
  readonly mapping: string;
  readonly state: CouplingState;
  /** Version for compare-and-swap, from one counter of the service; decimal text because it is 64 bits wide. */
  readonly version: string;
  readonly businessCentralId: string | null;
  readonly salesId: string | null;
  /** The business key of the Business Central record (`number`, `code`). */
  readonly businessKey: string | null;
  readonly digests: CouplingDigests;
  /** The direction of the first synchronisation of a coupling made by hand or by match; absent once values are agreed. */
  readonly firstDirection?: 'toSales' | 'fromSales';
  /** With state `claimed`. */
  readonly claim?: ClaimHolder & { readonly direction: 'toSales' | 'fromSales'; readonly expired: boolean };
}

/** References of one mapping to translate. */
export interface ReferenceQuery {
  readonly mapping: string;
  /** What the values are. */
  readonly by: 'businessKey' | 'businessCentralId' | 'salesId';
  readonly values: readonly string[];
}

/** A reference that has a coupling in state `coupled`. */
export interface ResolvedReference {
  readonly mapping: string;
  readonly value: string;
  readonly businessCentralId: string;
  readonly salesId: string;
  readonly businessKey: string | null;
}

/** Scope of every question of the engine. */
export class CouplingScope {
  @IsUUID() connectionId!: string;
  /** A dry run's review: answers come from its overlay over the real couplings, claims go into the overlay. */
  @IsOptional() @IsUUID() overlay?: string;
}

/** Resolve one chunk: the couplings of records and every reference they name, in one statement. */
export class ResolveCouplings extends CouplingScope {
  @IsString() mapping!: string;
  /** The side that `ids` belong to. */
  @IsIn(['businessCentral', 'sales']) side!: 'businessCentral' | 'sales';
  @IsArray() ids!: string[];
  @IsArray() references!: ReferenceQuery[];
}

export class ResolvedCouplings {
  /** Couplings and tombstones of these records; spans all mappings of the same table, so that `mapping` may differ from the one asked for. */
  @IsArray() couplings!: CouplingView[];
  @IsArray() references!: ResolvedReference[];
}

/** The agreed pairs of couplings whose source has changed. */
export class ReadAgreedPairs extends CouplingScope {
  @IsArray() couplingIds!: string[];
}

export class AgreedPairsRead {
  /** Coupling id → pairs; with an open claim the claim's. */
  @IsObject() pairs!: Record<string, AgreedPairs>;
  /** Coupling id → the other columns that an open claim is about to write. */
  @IsObject() written!: Record<string, Record<string, unknown>>;
}

/** Notes the version counter before rows are read: a coupling whose version is at or above the note has changed since. */
export class NoteVersion extends CouplingScope {}
export class VersionNoted {
  @IsString() note!: string;
}

/** One claim. */
export interface Claim {
  readonly sourceId: string;
  /** The id the new record shall have, the id of a matched record, or the correlation value where the service chooses ids. */
  readonly targetId: string;
  /** `create`: the record does not exist yet; `couple`: it exists (matched), nothing will be created. */
  readonly kind: 'create' | 'couple';
  /** The version read at resolve, when an expired claim is taken over; absent for a new claim. */
  readonly version?: string;
  readonly businessKey: string | null;
  /** What will be agreed once the record exists. */
  readonly pairs: AgreedPairs;
  /** The other columns about to be written. */
  readonly written: Readonly<Record<string, unknown>>;
  readonly digests: CouplingDigests;
  /** With `couple`: the direction of the first synchronisation. */
  readonly firstDirection?: 'toSales' | 'fromSales';
}

/** Claims a chunk: insert-if-absent on both unique keys. */
export class ClaimCouplings extends CouplingScope {
  @IsString() mapping!: string;
  @IsIn(['toSales', 'fromSales']) direction!: 'toSales' | 'fromSales';
  @IsObject() holder!: ClaimHolder;
  @IsArray() claims!: Claim[];
}

/** Answer to one claim, in the order of the claims. */
export type ClaimOutcome =
  | { readonly outcome: 'yours'; readonly couplingId: string; readonly version: string; readonly targetId: string }
  /** Somebody else has one of the two records: decide again with this coupling. */
  | { readonly outcome: 'taken'; readonly coupling: CouplingView };

export class ClaimsAnswered {
  @IsArray() outcomes!: ClaimOutcome[];
}

/** One confirmation: what is agreed now. */
export interface Confirmation {
  readonly couplingId: string;
  /** The version read at resolve or answered by the claim. */
  readonly version: string;
  /** The id the record really has, where it differs from the claimed one (natural key adopted, server identity). */
  readonly targetId?: string;
  readonly businessKey?: string | null;
  /** The pairs that hold now, all of them; absent: the claim's. */
  readonly pairs?: AgreedPairs;
  readonly digests?: CouplingDigests;
}

/** Confirms a chunk: `where version = $read`, per record `done | stale`; a repeat by the same page and token is `done`. */
export class ConfirmCouplings extends CouplingScope {
  @IsString() mapping!: string;
  @IsIn(['toSales', 'fromSales']) direction!: 'toSales' | 'fromSales';
  @IsString() pageId!: string;
  @IsInt() token!: number;
  @IsArray() confirmations!: Confirmation[];
}

export class ConfirmationsAnswered {
  /** In the order of the confirmations. */
  @IsArray() outcomes!: ('done' | 'stale')[];
}

/** Gives claims back after a read has shown that the claimed record does not exist and shall not be created. Only the lease's owner, or anyone after its end. */
export class ReleaseClaims extends CouplingScope {
  @IsString() pageId!: string;
  @IsInt() token!: number;
  @IsArray() claims!: { couplingId: string; version: string }[];
}

export class ReleasesAnswered {
  @IsArray() outcomes!: ('done' | 'stale')[];
}

/** Couplings of one mapping in state `coupled`, by id, for a presence compare: page by page. */
export class ListCoupledIds extends CouplingScope {
  @IsString() mapping!: string;
  @IsIn(['businessCentral', 'sales']) side!: 'businessCentral' | 'sales';
  @IsOptional() @IsString() after?: string;
  @IsInt() limit!: number;
}
export class CoupledIds {
  @IsArray() ids!: string[];
}

/** What became of records that a change feed reports as deleted, after a read has shown that they are gone. */
export class RecordDeletions extends CouplingScope {
  @IsString() mapping!: string;
  @IsIn(['businessCentral', 'sales']) side!: 'businessCentral' | 'sales';
  @IsIn(['none', 'restore', 'removeCoupling', 'deleteCounterpart']) policy!: 'none' | 'restore' | 'removeCoupling' | 'deleteCounterpart';
  @IsArray() ids!: string[];
}
export class DeletionsRecorded {
  /** Per id: nothing known; an issue shall be opened; the coupling became a tombstone; archived as both are gone; a claim is open: due again. */
  @IsArray() outcomes!: { id: string; outcome: 'unknown' | 'issue' | 'uncoupled' | 'archived' | 'due' | 'deleteCounterpart'; coupling?: CouplingView }[];
}

export const resolveCouplings = request('coupling.v1.resolve', { input: ResolveCouplings, output: ResolvedCouplings });
export const readAgreedPairs = request('coupling.v1.agreed-pairs', { input: ReadAgreedPairs, output: AgreedPairsRead });
export const noteVersion = request('coupling.v1.note-version', { input: NoteVersion, output: VersionNoted });
export const claimCouplings = request('coupling.v1.claim', { input: ClaimCouplings, output: ClaimsAnswered });
export const confirmCouplings = request('coupling.v1.confirm', { input: ConfirmCouplings, output: ConfirmationsAnswered });
export const releaseClaims = request('coupling.v1.release', { input: ReleaseClaims, output: ReleasesAnswered });
export const listCoupledIds = request('coupling.v1.coupled-ids', { input: ListCoupledIds, output: CoupledIds });
export const recordDeletions = request('coupling.v1.record-deletions', { input: RecordDeletions, output: DeletionsRecorded });
