/** What keeps couplings true beside the work on pages: presence compares, deletions, claims whose holder did not come back, overlays of dry runs. */
import { IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, Min } from 'class-validator';
import { request } from './contract';
import { CouplingScope, CouplingView } from './coupling';

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
  /** The page that made the claim. */
  readonly pageId?: string;
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
export const listCoupledIds = request('coupling.v1.coupled-ids', { input: ListCoupledIds, output: CoupledIds });
export const recordDeletions = request('coupling.v1.record-deletions', { input: RecordDeletions, output: DeletionsRecorded });
export const listExpiredClaims = request('coupling.v1.expired-claims', { input: ListExpiredClaims, output: ExpiredClaims });
export const dropOverlay = request('coupling.v1.drop-overlay', { input: DropOverlay, output: OverlayDropped, timeoutMs: 60_000 });
