/** What people may ask about the deletion guard: questions that it asks them when too many records are deleted at a time. */
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { request } from './contract';
import { GuardedPolicy, guardedPolicies } from './deletion-guard';

/**
 * - `open`: nothing follows from the deletions before a person decides
 * - `approved`: what the mapping's policy says is carried out
 * - `rejected`: the deletions stay listed as issues; they can still be approved
 */
export const guardStates = ['open', 'approved', 'rejected'] as const;
export type GuardState = (typeof guardStates)[number];

/** A question of the guard: one mapping, one direction, and the deletions since it was opened. */
export class GuardView {
  @IsUUID() id!: string;
  @IsUUID() connectionId!: string;
  @IsString() mapping!: string;
  /** From the side where records were deleted to the side where something would follow. */
  @IsIn(['toSales', 'fromSales']) direction!: 'toSales' | 'fromSales';
  /** What would follow. */
  @IsIn(guardedPolicies) policy!: GuardedPolicy;
  @IsIn(guardStates) state!: GuardState;
  /** Deletions that the question is about; more may join while it is open. */
  @IsInt() deletions!: number;
  /** Pairs that the mapping coupled when the question was opened. */
  @IsInt() couplings!: number;
  @IsString() openedAt!: string;
  @IsOptional() @IsString() decidedAt?: string;
  @IsOptional() @IsString() decidedBy?: string;
  /** Why, in the words of who decided. */
  @IsOptional() @IsString() reason?: string;
}

/** A record that was deleted. */
export class GuardedRecord {
  /** Its id on the direction's source side. */
  @IsString() recordId!: string;
  /** How people name the record (`10000 Adatum Corporation`). */
  @IsOptional() @IsString() label?: string;
}

export class GuardDetail extends GuardView {
  /** The first 500 of them. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => GuardedRecord) records!: GuardedRecord[];
}

export class ListGuards {
  @IsUUID() connectionId!: string;
  /** All where it is absent. */
  @IsOptional() @IsIn(guardStates) state?: GuardState;
  @IsInt() @Min(1) @Max(500) limit!: number;
  @IsOptional() @IsString() cursor?: string;
}

export class GuardList {
  /** Last opened first. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => GuardView) items!: GuardView[];
  @IsOptional() @IsString() nextCursor?: string;
}

export class GuardReference {
  @IsUUID() connectionId!: string;
  @IsUUID() guardId!: string;
}

export class DecideGuard extends GuardReference {
  /** How the person who decides is called. */
  @IsString() decidedBy!: string;
  @IsOptional() @IsString() @MaxLength(500) reason?: string;
}

export const listGuards = request('sync.v1.list-guards', { input: ListGuards, output: GuardList });
/** @throws Failure `rejected` `guard.notFound` */
export const readGuard = request('sync.v1.read-guard', { input: GuardReference, output: GuardDetail });
/** The deletions are carried out at once. @throws Failure `rejected` `guard.notFound` */
export const approveGuard = request('sync.v1.approve-guard', { input: DecideGuard, output: GuardView });
/** The deletions stay listed as issues. @throws Failure `rejected` `guard.notFound`, `blocked` `guard.alreadyApproved` */
export const rejectGuard = request('sync.v1.reject-guard', { input: DecideGuard, output: GuardView });
