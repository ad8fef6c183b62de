/** The guard of deletions: a worker asks before it lets many of them take effect. */
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsObject, IsOptional, IsUUID } from 'class-validator';
import { request } from './contract';

/** The policies from which something follows: before it does, the deletion guard is asked. */
export const guardedPolicies = ['restore', 'removeCoupling', 'deleteCounterpart'] as const;
export type GuardedPolicy = (typeof guardedPolicies)[number];

/** A record of the page's source that was deleted, and whose counterpart is still there. */
export interface DeletionToPass {
  readonly recordId: string;
  /** How people name the record. */
  readonly label?: string;
}

/**
 * - `passed`: the policy may be carried out
 * - `held`: too many at a time: a person is asked first
 * - `rejected`: a person has decided that nothing follows from the deletion
 */
export const guardVerdicts = ['passed', 'held', 'rejected'] as const;
export type GuardVerdict = (typeof guardVerdicts)[number];

/** Asks before anything follows from deletions. Asked again about the same record, the answer is the same until a person changes it. */
export class PassGuard {
  @IsUUID() pageId!: string;
  @IsInt() token!: number;
  /** What is about to happen. */
  @IsIn(guardedPolicies) policy!: GuardedPolicy;
  @IsArray() @ArrayMaxSize(500) deletions!: DeletionToPass[];
}

export class GuardAnswered {
  /** `refused`: the token is old, stop working on this page. */
  @IsIn(['accepted', 'refused']) answer!: 'accepted' | 'refused';
  /** By record id. */
  @IsObject() verdicts!: Record<string, GuardVerdict>;
  /** The question that a person must answer, where something is held. */
  @IsOptional() @IsUUID() guardId?: string;
}
export const passGuard = request('sync.v1.pass-guard', { input: PassGuard, output: GuardAnswered });
