/** A job: one mapping, in one direction, for one reason; and the states it goes through. */
import { Failure } from '@tandem/domain/failure';
import { Direction } from '@tandem/domain/value';
import { DueReason } from './page';
import { RunCounters } from './run-counters';

export type JobReason = 'full' | 'changes' | 'ids' | 'match' | 'undo';
export type JobTrigger = 'review' | 'person' | 'schedule' | 'due';
export type JobState = 'queued' | 'running' | 'paused' | 'cancelling' | 'finished' | 'failed' | 'cancelled' | 'superseded';

/** What can happen to a job: from which states, to which. */
export const jobMoves = {
  start: { from: ['queued'], to: 'running' },
  pause: { from: ['running'], to: 'paused' },
  resume: { from: ['paused'], to: 'running' },
  cancel: { from: ['queued', 'running', 'paused'], to: 'cancelling' },
  /** No lease is open any more. */
  closeCancelled: { from: ['cancelling'], to: 'cancelled' },
  /** Every page is done. A worker may report the last one after a pause or a cancellation: its writes have happened. */
  finish: { from: ['running', 'paused'], to: 'finished' },
  fail: { from: ['running', 'paused'], to: 'failed' },
  /** Its watermark had expired: a new baseline takes its place. */
  supersede: { from: ['running', 'paused'], to: 'superseded' },
} as const satisfies Record<string, { from: readonly JobState[]; to: JobState }>;

export type JobMove = keyof typeof jobMoves;

export const activeStates: readonly JobState[] = ['queued', 'running', 'paused', 'cancelling'];

/** The priority in which pages are handed out; lower comes first. */
export const priorities = { interactive: 0, scheduled: 1, full: 2 } as const;

/**
 * The state after a move.
 * @throws Failure `blocked` `job.wrongState` where the move is not possible from here
 */
export function stateAfter(state: JobState, move: JobMove): JobState {
  const { from, to } = jobMoves[move] as { from: readonly JobState[]; to: JobState };
  if (!from.includes(state))
    throw new Failure('blocked', 'job.wrongState', `The job is ${state}; only one that is ${from.join(' or ')} can be made ${to}.`);
  return to;
}

/** What must be known to make a job. */
export interface JobPlan {
  readonly connectionId: string;
  readonly mapping: string;
  readonly direction: Direction;
  readonly reason: JobReason;
  readonly trigger: JobTrigger;
  readonly priority: number;
  readonly reviewId: string | null;
  /** A dry run's overlay; null for what really happens. */
  readonly overlay: string | null;
  /** The job that must have finished before this one starts. */
  readonly afterJobId: string | null;
  readonly createUncoupled: boolean;
  readonly force: boolean;
  /** Of a match: its pairs are shown and wait for approval. */
  readonly preview: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly mappingVersion: number;
  /** A closing compare of what is coupled with what exists is wanted: changes, and deletions among them, may have been missed. */
  readonly comparePresence: boolean;
}

/** A closing presence compare: not needed, to be made from the coupled ids, or made. */
export type Presence = 'notNeeded' | 'wanted' | 'made';

export interface Job extends JobPlan {
  readonly id: string;
  readonly state: JobState;
  readonly runAgain: boolean;
  /** No further page will be planned. */
  readonly whole: boolean;
  readonly presence: Presence;
  /** What the next run starts from, once this one has finished. */
  readonly nextWatermark: string | null;
  /** The same of each watched table, by its name. */
  readonly watched: Readonly<Record<string, string>>;
  readonly counters: RunCounters;
}

/** What a job that has ended leaves behind. */
export interface StopReason {
  readonly code: string;
  readonly message: string;
}

/** The reasons for which a person waits in front of a screen. */
const urgent: readonly DueReason[] = ['now', 'retry'];
export const priorityOf = (reason: DueReason, inReview: boolean): number =>
  urgent.includes(reason) ? priorities.interactive : inReview ? priorities.full : priorities.scheduled;
