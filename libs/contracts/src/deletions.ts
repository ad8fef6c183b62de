/** What people may ask about deleted records: those whose counterpart is still there, what the mapping says about them, and how far that has come. */
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { request } from './contract';

/**
 * - `underway`: a run is about to do what the policy says
 * - `listed`: nothing follows before a person decides; `code` and `message` say why
 * - `held`: so many were deleted in a short time that the guard asks first
 * - `rejected`: a person has decided that nothing follows
 */
export const deletionStates = ['underway', 'listed', 'held', 'rejected'] as const;
export type DeletionState = (typeof deletionStates)[number];

/** A record that was deleted on one side while its counterpart is still there. */
export class DeletionView {
  @IsUUID() couplingId!: string;
  @IsString() mapping!: string;
  /** The side where it was deleted. */
  @IsIn(['businessCentral', 'sales']) side!: 'businessCentral' | 'sales';
  /** Its id there. */
  @IsString() recordId!: string;
  /** The record of the other side. */
  @IsString() counterpartId!: string;
  /** How people name the record (`10000 Adatum Corporation`). */
  @IsOptional() @IsString() label?: string;
  /** What the mapping says follows from it; `none` also where its direction does not lead there. */
  @IsIn(['none', 'restore', 'removeCoupling', 'deleteCounterpart']) policy!: 'none' | 'restore' | 'removeCoupling' | 'deleteCounterpart';
  @IsIn(deletionStates) state!: DeletionState;
  @IsOptional() @IsString() code?: string;
  @IsOptional() @IsString() message?: string;
  /** The issue under which it is listed. */
  @IsOptional() @IsUUID() issueId?: string;
  /** The question of the guard, where it asks. */
  @IsOptional() @IsUUID() guardId?: string;
  /** Since when the deletion is known, or the coupling was last changed. */
  @IsString() since!: string;
}

/** In the order of mapping and business key. */
export class ListDeletions {
  @IsUUID() connectionId!: string;
  @IsOptional() @IsString() mapping?: string;
  @IsInt() @Min(1) @Max(500) limit!: number;
  @IsOptional() @IsString() @MaxLength(2_000) cursor?: string;
}

export class DeletionList {
  @IsArray() @ValidateNested({ each: true }) @Type(() => DeletionView) items!: DeletionView[];
  @IsOptional() @IsString() nextCursor?: string;
}

export const listDeletions = request('sync.v1.list-deletions', { input: ListDeletions, output: DeletionList });
