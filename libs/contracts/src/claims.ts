/** Claims and confirmations: who is about to create or change a record says so first, and tells what is agreed when it has. */
import { IsArray, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID } from 'class-validator';
import { anObject, bulk, listOf, oneOf, optional, shape, text, uuid, whole } from './bulk';
import { request } from './contract';
import { AgreedPairs, ClaimHolder, CouplingDigests, CouplingScope, CouplingView, direction, scope } from './coupling';

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
  /** The columns of the target that were changed; absent where nothing was, and where the target was created. */
  readonly wrote?: readonly string[];
  /** What the page counts beside the outcome. */
  readonly marks?: readonly ('merged' | 'overwritten')[];
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
export const claimCouplings = request('coupling.v1.claim', { input: ClaimCouplings, output: ClaimsAnswered });
export const confirmCouplings = request('coupling.v1.confirm', { input: ConfirmCouplings, output: ConfirmationsAnswered });
export const releaseClaims = request('coupling.v1.release', { input: ReleaseClaims, output: ReleasesAnswered });
