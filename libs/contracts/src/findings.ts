/** What a page finds out about its records: issues, needs, and what must be looked at again. */
import { IsIn, IsString } from 'class-validator';
import { Outcome } from './sync';

export const recordIssueKinds = ['waiting', 'parked', 'conflict', 'skipped', 'ambiguous', 'overwritten'] as const;
export type RecordIssueKind = (typeof recordIssueKinds)[number];

/** The outcome under which a record with such an issue is counted; `overwritten` is a mark beside the outcome of the write. */
export const outcomeOfIssue: Readonly<Record<Exclude<RecordIssueKind, 'overwritten'>, Outcome>> = {
  waiting: 'waiting',
  parked: 'failed',
  conflict: 'conflict',
  skipped: 'skipped',
  ambiguous: 'skipped',
};

/** What must be coupled first: a mapping and the business key of its record, or its id on one side. */
export class NeedView {
  @IsString() mapping!: string;
  @IsIn(['businessKey', 'salesId', 'businessCentralId']) by!: 'businessKey' | 'salesId' | 'businessCentralId';
  @IsString() value!: string;
}

/** A record that can't go on, and why. */
export interface RecordIssue {
  readonly recordId: string;
  readonly kind: RecordIssueKind;
  readonly code: string;
  /** English sentence that a person understands. */
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
  /** With `waiting`: what must be coupled first. The record is looked at again as soon as one of them is. */
  readonly needs?: readonly Readonly<NeedView>[];
  /** How people name the record (`10000 Adatum Corporation`). */
  readonly label?: string;
}

/** A record that must be looked at again. */
export interface DueRecord {
  readonly recordId: string;
  readonly mapping: string;
  readonly direction: 'toSales' | 'fromSales';
  readonly reason:
    'stale' | 'changedOnOtherSide' | 'laterNeed' | 'watched' | 'needMet' | 'claimInProgress' | 'deleted' | 'restore' | 'dayCome';
  /** Earliest time, milliseconds from now. */
  readonly delayMs?: number;
  /** With `laterNeed`: due as soon as this is coupled. */
  readonly need?: Readonly<NeedView>;
}
