/** A full-sync review: one line per mapping, started in the order of what they depend on. */
import { Failure } from '@tandem/domain/failure';
import { AllowedDirection, Direction } from '@tandem/domain/value';
import { JobState, StopReason } from '../jobs/job';
import { Recommendation } from './recommendation';

export type ReviewState =
  'planned' | 'running' | 'settling' | 'paused' | 'cancelling' | 'finished' | 'failed' | 'cancelled' | 'undoing' | 'undone';
export type LineState = 'planned' | 'waiting' | 'running' | 'paused' | 'finished' | 'failed' | 'cancelled' | 'excluded' | 'nothing';

/** What a person may ask of a review, and from which states. */
export const reviewMoves = {
  start: { from: ['planned'], to: 'running' },
  pause: { from: ['running', 'settling'], to: 'paused' },
  resume: { from: ['paused'], to: 'running' },
  cancel: { from: ['planned', 'running', 'settling', 'paused'], to: 'cancelling' },
  reset: { from: ['planned', 'finished', 'failed', 'cancelled', 'undone'], to: 'planned' },
  /** A line starts again. */
  restart: { from: ['running', 'settling', 'finished', 'failed', 'cancelled'], to: 'running' },
  /** What it has created is taken back. */
  undo: { from: ['finished', 'failed', 'cancelled'], to: 'undoing' },
} as const satisfies Record<string, { from: readonly ReviewState[]; to: ReviewState }>;

export type ReviewMove = keyof typeof reviewMoves;

export const finalReviewStates: readonly ReviewState[] = ['finished', 'failed', 'cancelled', 'undone'];

/**
 * The state after a move.
 * @throws Failure `blocked` `review.wrongState`
 */
export function reviewAfter(state: ReviewState, move: ReviewMove): ReviewState {
  const { from, to } = reviewMoves[move] as { from: readonly ReviewState[]; to: ReviewState };
  if (from.includes(state)) return to;
  throw new Failure(
    'blocked',
    'review.wrongState',
    `The review is ${state}; it can be asked to ${move} only while it is ${from.join(' or ')}.`,
  );
}

/** What is asked of a line before it starts. */
export interface PlannedLine {
  readonly mapping: string;
  readonly wave: number;
  readonly dependsOn: readonly string[];
  readonly direction: AllowedDirection;
  readonly proposed: Recommendation;
  readonly recommendation: Recommendation;
  readonly excluded: boolean;
  readonly counted: { readonly businessCentral: number; readonly sales: number };
}

export interface ReviewLine extends PlannedLine {
  readonly state: LineState;
  readonly runs: number;
  /** States of the line's jobs in the order in which they run; empty before it starts. */
  readonly jobs: readonly {
    readonly id: string;
    readonly step: 'match' | Direction;
    readonly state: JobState;
    readonly failure: StopReason | null;
  }[];
}

export interface Review {
  readonly id: string;
  readonly connectionId: string;
  readonly state: ReviewState;
  readonly dryRun: boolean;
  readonly lines: readonly ReviewLine[];
}

/** Line states that let those start which depend on it. */
export const satisfied: readonly LineState[] = ['finished', 'excluded', 'nothing'];

export const endedLine: readonly LineState[] = ['finished', 'failed', 'cancelled', 'excluded', 'nothing'];
