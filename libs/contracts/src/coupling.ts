/** What the engine asks of the coupling service: resolve, claim, confirm, release, deletions. The people's side is in `couplings.ts`, matching in `match-runs.ts`. */
import { anObject, bulk, listOf, oneOf, optional, shape, text, uuid, whole } from './bulk';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, Max, Min } from 'class-validator';
import { event, request } from './contract';

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
 * - `coupled`: both records exist and belong together; with `deleted` one of them is known to be gone
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
  /** How people name the record (`10000 Adatum Corporation`). */
  readonly label: string | null;
  /** The direction of the first synchronisation of a coupling made by hand or by match; absent once values are agreed. */
  readonly firstDirection?: 'toSales' | 'fromSales';
  /** The side whose record is known to be deleted, with state `coupled`: the coupling takes no part in runs until the deletion is dealt with. */
  readonly deleted?: 'businessCentral' | 'sales';
  /** An open claim: always with state `claimed`; with state `coupled` while a policy overwrites or deletes the counterpart. */
  readonly claim?: OpenClaimView;
}

/** An open claim as others see it. */
export interface OpenClaimView extends ClaimHolder {
  readonly kind: 'create' | 'overwrite' | 'delete';
  readonly direction: 'toSales' | 'fromSales';
  /** By the clock of the database that also ends leases. */
  readonly expired: boolean;
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

/** What every bulk body of the engine begins with. */
export const scope = { connectionId: uuid, overlay: optional(uuid) };
const side = oneOf('businessCentral', 'sales');
const direction = oneOf('toSales', 'fromSales');

/** Resolve one chunk: the couplings of records and every reference they name, in one statement. */
export class ResolveCouplings extends CouplingScope {
  @IsString() mapping!: string;
  /** The side that `ids` belong to. */
  @IsIn(['businessCentral', 'sales']) side!: 'businessCentral' | 'sales';
  @IsArray() ids!: string[];
  @IsArray() references!: ReferenceQuery[];

  static readonly check = bulk({
    ...scope,
    mapping: text,
    side,
    ids: listOf(text),
    references: listOf(shape({ mapping: text, by: oneOf('businessKey', 'businessCentralId', 'salesId'), values: listOf(text) })),
  });
}

export class ResolvedCouplings {
  /** Couplings and tombstones of these records; spans all mappings of the same table, so that `mapping` may differ from the one asked for. */
  @IsArray() couplings!: CouplingView[];
  @IsArray() references!: ResolvedReference[];

  static readonly check = bulk({
    couplings: listOf(shape({ id: text, mapping: text, state: oneOf(...couplingStates), version: text, digests: anObject })),
    references: listOf(shape({ mapping: text, value: text, businessCentralId: text, salesId: text })),
  });
}

/** The agreed pairs of couplings whose source has changed. */
export class ReadAgreedPairs extends CouplingScope {
  @IsArray() couplingIds!: string[];

  static readonly check = bulk({ ...scope, couplingIds: listOf(text) });
}

export class AgreedPairsRead {
  /** Coupling id → pairs; with an open claim the claim's. */
  @IsObject() pairs!: Record<string, AgreedPairs>;
  /** Coupling id → the other columns that an open claim is about to write. */
  @IsObject() written!: Record<string, Record<string, unknown>>;
  /** Coupling id → the losing values of an open claim of kind `overwrite`. */
  @IsObject() overwritten!: Record<string, Record<string, unknown>>;

  static readonly check = bulk({ pairs: anObject, written: anObject, overwritten: anObject });
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
  /**
   * - `create`: the record does not exist yet. With `version` of a coupling whose target is known to be deleted: it is created again under the new id.
   * - `couple`: it exists (matched) and nothing will be created: the two are coupled at once, without agreed values
   * - `overwrite`: a policy is about to overwrite a value of the target that nobody has agreed to
   * - `delete`: a policy is about to delete the target
   */
  readonly kind: 'create' | 'couple' | 'overwrite' | 'delete';
  /** The version read at resolve, when a claim is taken over or renewed, and always with `overwrite` and `delete`; absent for a new claim. */
  readonly version?: string;
  readonly businessKey: string | null;
  /** How people name the record. */
  readonly label?: string;
  /** What will be agreed once the record exists. A claim that is taken over keeps the pairs, written columns, digests and target id it had. */
  readonly pairs: AgreedPairs;
  /** The other columns about to be written. */
  readonly written: Readonly<Record<string, unknown>>;
  readonly digests: CouplingDigests;
  /** With `overwrite`: the values that lose, by column of the target. */
  readonly overwritten?: Readonly<Record<string, unknown>>;
  /** With `couple`: the direction of the first synchronisation. */
  readonly firstDirection?: 'toSales' | 'fromSales';
}

/** Claims a chunk: insert-if-absent on both unique keys. */
export class ClaimCouplings extends CouplingScope {
  @IsString() mapping!: string;
  @IsIn(['toSales', 'fromSales']) direction!: 'toSales' | 'fromSales';
  @IsObject() holder!: ClaimHolder;
  @IsArray() claims!: Claim[];
  /** The review that the page belongs to: it can be undone by what its claims create. */
  @IsOptional() @IsUUID() reviewId?: string;

  static readonly check = bulk({
    ...scope,
    mapping: text,
    direction,
    reviewId: optional(uuid),
    holder: shape({ pageId: text, token: whole, leaseEndsAt: text }),
    claims: listOf(shape({ sourceId: text, targetId: text, kind: text, pairs: anObject, written: anObject, digests: anObject })),
  });
}

/** Answer to one claim, in the order of the claims. */
export type ClaimOutcome =
  | { readonly outcome: 'yours'; readonly couplingId: string; readonly version: string; readonly targetId: string }
  /** Somebody else has one of the two records: decide again with this coupling. */
  | { readonly outcome: 'taken'; readonly coupling: CouplingView }
  /** With `version`: the coupling that was read does not exist any more; the record becomes due again. */
  | { readonly outcome: 'stale' };

export class ClaimsAnswered {
  @IsArray() outcomes!: ClaimOutcome[];

  static readonly check = bulk({ outcomes: listOf(shape({ outcome: text })) });
}

/** One confirmation: what is agreed now. */
export interface Confirmation {
  readonly couplingId: string;
  /** The version read at resolve or answered by the claim. */
  readonly version: string;
  /** The id the record really has, where it differs from the claimed one (natural key adopted, server identity). */
  readonly targetId?: string;
  readonly businessKey?: string | null;
  readonly label?: string;
  /** The pairs that hold now, all of them; absent: the claim's, else those that held. */
  readonly pairs?: AgreedPairs;
  /** Replaces the digests it names. */
  readonly digests?: CouplingDigests;
}

/**
 * Confirms a chunk: only under the version that was read, per record `done | stale`; a repeat by the same page and token is `done`.
 * Stale as well: `targetId` belongs to another coupling or tombstone. A target id that differs from the claimed one leaves a tombstone of the claimed one.
 */
export class ConfirmCouplings extends CouplingScope {
  @IsString() mapping!: string;
  @IsIn(['toSales', 'fromSales']) direction!: 'toSales' | 'fromSales';
  @IsString() pageId!: string;
  @IsInt() token!: number;
  @IsArray() confirmations!: Confirmation[];

  static readonly check = bulk({
    ...scope,
    mapping: text,
    direction,
    pageId: text,
    token: whole,
    confirmations: listOf(
      shape({ couplingId: text, version: text, targetId: optional(text), pairs: optional(anObject), digests: optional(anObject) }),
    ),
  });
}

export class ConfirmationsAnswered {
  /** In the order of the confirmations. */
  @IsArray() outcomes!: ('done' | 'stale')[];

  static readonly check = bulk({ outcomes: listOf(oneOf('done', 'stale')) });
}

/** Gives claims back after a read has shown that the claimed record does not exist and shall not be created. Only the lease's owner, or anyone after its end. */
export class ReleaseClaims extends CouplingScope {
  @IsString() pageId!: string;
  @IsInt() token!: number;
  /** `undone`: of a claim to delete, under which the target has been deleted because its creation is taken back. The source is free again, the target's id stays known. */
  @IsArray() claims!: { couplingId: string; version: string; undone?: boolean }[];
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

/** Records that a change feed reports as deleted, after a read has shown that they are gone. A record without a coupling gets a tombstone. */
export class RecordDeletions extends CouplingScope {
  @IsString() mapping!: string;
  @IsIn(['businessCentral', 'sales']) side!: 'businessCentral' | 'sales';
  @IsIn(['none', 'restore', 'removeCoupling', 'deleteCounterpart']) policy!: 'none' | 'restore' | 'removeCoupling' | 'deleteCounterpart';
  @IsArray() ids!: string[];
}
/**
 * - `unknown`: it has no coupling; its id is a tombstone now
 * - `issue`: an issue shall be opened; the coupling takes no part in runs
 * - `restore`: shall be created again: claim `create` with the coupling's version and a new id
 * - `uncoupled`: the coupling became a tombstone
 * - `deleteCounterpart`: after the guard, claim `delete`, remove the counterpart, then record its deletion
 * - `archived`: both records are gone
 * - `due`: a claim is open: look again when it has ended
 */
export type DeletionOutcome = 'unknown' | 'issue' | 'restore' | 'uncoupled' | 'deleteCounterpart' | 'archived' | 'due';

export class DeletionsRecorded {
  /** In the order of the ids. */
  @IsArray() outcomes!: { id: string; outcome: DeletionOutcome; coupling?: CouplingView }[];
}

/** Open claims whose lease has ended: whoever held them did not come back. Their records must become due. */
export class ListExpiredClaims extends CouplingScope {
  /** Id of the last coupling of the page before. */
  @IsOptional() @IsUUID() after?: string;
  @IsInt() @Min(1) @Max(5_000) limit!: number;
}

/** A claim that somebody must take over. */
export interface ExpiredClaim {
  readonly couplingId: string;
  readonly mapping: string;
  readonly direction: 'toSales' | 'fromSales';
  readonly sourceId: string;
}

export class ExpiredClaims {
  @IsArray() claims!: ExpiredClaim[];
}

/** Forgets everything that a dry run has claimed and confirmed. */
export class DropOverlay {
  @IsUUID() connectionId!: string;
  @IsUUID() overlay!: string;
}

export class OverlayDropped {
  @IsInt() couplings!: number;
}

/** Two records that belong together from now on: what waited for one of them can go on. */
export interface CoupledRecord {
  readonly businessCentralId: string;
  readonly salesId: string;
  readonly businessKey: string | null;
}

/** Records of one mapping have been coupled. May be lost: needs are resolved again by a sweep. */
export class RecordsCoupled {
  @IsUUID() connectionId!: string;
  @IsString() mapping!: string;
  @IsArray() @ArrayMaxSize(500) records!: CoupledRecord[];

  static readonly check = bulk({
    connectionId: uuid,
    mapping: text,
    records: listOf(shape({ businessCentralId: text, salesId: text, businessKey: optional(text) })),
  });
}

export const resolveCouplings = request('coupling.v1.resolve', { input: ResolveCouplings, output: ResolvedCouplings });
export const readAgreedPairs = request('coupling.v1.agreed-pairs', { input: ReadAgreedPairs, output: AgreedPairsRead });
export const noteVersion = request('coupling.v1.note-version', { input: NoteVersion, output: VersionNoted });
export const claimCouplings = request('coupling.v1.claim', { input: ClaimCouplings, output: ClaimsAnswered });
export const confirmCouplings = request('coupling.v1.confirm', { input: ConfirmCouplings, output: ConfirmationsAnswered });
export const releaseClaims = request('coupling.v1.release', { input: ReleaseClaims, output: ReleasesAnswered });
export const listCoupledIds = request('coupling.v1.coupled-ids', { input: ListCoupledIds, output: CoupledIds });
export const recordDeletions = request('coupling.v1.record-deletions', { input: RecordDeletions, output: DeletionsRecorded });
export const listExpiredClaims = request('coupling.v1.expired-claims', { input: ListExpiredClaims, output: ExpiredClaims });
export const dropOverlay = request('coupling.v1.drop-overlay', { input: DropOverlay, output: OverlayDropped, timeoutMs: 60_000 });

/** Announced after a confirmation, a match or a person has coupled records; never for a dry run. */
export const recordsCoupled = event('coupling.v1.records-coupled', { body: RecordsCoupled });
