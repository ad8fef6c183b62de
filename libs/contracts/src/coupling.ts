/** What the engine asks of the coupling service before it decides. Claims are in `claims.ts`, upkeep in `coupling-upkeep.ts`, the people's side in `couplings.ts`, matching in `match-runs.ts`. */
import { anObject, bulk, listOf, oneOf, optional, shape, text, uuid } from './bulk';
import { ArrayMaxSize, IsArray, IsIn, IsObject, IsOptional, IsString, IsUUID } from 'class-validator';
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
export const direction = oneOf('toSales', 'fromSales');

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

/** Announced after a confirmation, a match or a person has coupled records; never for a dry run. */
export const recordsCoupled = event('coupling.v1.records-coupled', { body: RecordsCoupled });
