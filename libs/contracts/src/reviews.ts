/** What people may ask about a full-sync review: the plan, start and control of a full synchronisation, and its progress. */
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { event, request } from './contract';
import { JobState, jobStates, RequestCounts, RunCounters, StopReason } from './jobs';

/**
 * - `full`: one side is empty: create everything
 * - `couple`: both sides have records: match first, then create the rest
 * - `nothing`: neither side has a record
 */
export const recommendations = ['full', 'couple', 'nothing'] as const;
export type Recommendation = (typeof recommendations)[number];

/**
 * - `planned`: lines and recommendations stand, nothing runs
 * - `running`: lines start as soon as what they depend on is finished
 * - `settling`: every line has ended; what was released meanwhile (waiting records, later references) is still being written
 * - `paused`: no page is handed out; workers finish what they have in hand
 * - `cancelling`: as paused, for good
 * - `undoing`: what it has created is taken back; `undone`: that has ended, what was edited since is kept and listed
 */
export const reviewStates = [
  'planned',
  'running',
  'settling',
  'paused',
  'cancelling',
  'finished',
  'failed',
  'cancelled',
  'undoing',
  'undone',
] as const;
export type ReviewState = (typeof reviewStates)[number];

/**
 * - `planned`: the review has not been started
 * - `waiting`: something it depends on is not finished
 * - `running`: its jobs run
 * - `finished`: its jobs have ended; records that failed or wait are listed as issues and hold nobody up
 * - `failed`: a job could not go on; what depends on the line does not start
 * - `cancelled`: stopped by a person
 * - `excluded`: left out by a person; counts as finished for others
 * - `nothing`: nothing to do; counts as finished for others
 */
export const lineStates = ['planned', 'waiting', 'running', 'paused', 'finished', 'failed', 'cancelled', 'excluded', 'nothing'] as const;
export type LineState = (typeof lineStates)[number];

/** The state in the words of the product's own list ("Full Synch. Review"). */
export const schedulerStates = ['blank', 'ready', 'inProcess', 'error', 'onHold', 'finished', 'waiting'] as const;
export type SchedulerState = (typeof schedulerStates)[number];

/** The last job of a line in one direction. */
export class LineRun {
  /** Absent while no job has been made. */
  @IsOptional() @IsUUID() jobId?: string;
  @IsOptional() @IsIn(jobStates) state?: JobState;
  /** As the product's list says it; `error` where a record failed, although the line goes on. */
  @IsIn(['blank', 'inProcess', 'success', 'error']) status!: 'blank' | 'inProcess' | 'success' | 'error';
  @ValidateNested() @Type(() => RunCounters) counters!: RunCounters;
  /** Records that were decided before and looked at once more (later references, changes met on the other side); in no outcome. */
  @IsInt() followUps!: number;
  /** Rows of the source side counted at planning; the run may see fewer or more. */
  @IsInt() expected!: number;
  @Min(0) recordsPerSecond!: number;
  /** Milliseconds; absent while it can't be told. */
  @IsOptional() @IsInt() timeLeftMs?: number;
  @ValidateNested() @Type(() => RequestCounts) requests!: RequestCounts;
  @IsInt() pagesDone!: number;
  @IsInt() pagesInHand!: number;
  @IsOptional() @ValidateNested() @Type(() => StopReason) failure?: StopReason;
}

/** The match that a line runs before it creates anything. */
export class LineMatch {
  @IsOptional() @IsUUID() jobId?: string;
  @IsIn(['blank', 'inProcess', 'success', 'error']) status!: 'blank' | 'inProcess' | 'success' | 'error';
  @IsInt() coupled!: number;
  @IsOptional() @ValidateNested() @Type(() => StopReason) failure?: StopReason;
}

/** Counts of one mapping on both sides, within its filters, exact up to a limit. */
export class SideCounts {
  @IsInt() businessCentral!: number;
  @IsInt() sales!: number;
}

/** One mapping of a review. */
export class ReviewLine {
  @IsString() mapping!: string;
  /** Place in the order; lines of one wave do not depend on each other. */
  @IsInt() wave!: number;
  /** Mappings of this review that must be finished before. */
  @IsArray() @IsString({ each: true }) dependsOn!: string[];
  @IsIn(['toSales', 'fromSales', 'both']) direction!: 'toSales' | 'fromSales' | 'both';
  @IsIn(recommendations) recommendation!: Recommendation;
  /** What the plan found, where a person has chosen otherwise. */
  @IsIn(recommendations) proposed!: Recommendation;
  @IsBoolean() excluded!: boolean;
  @IsIn(lineStates) state!: LineState;
  @IsIn(schedulerStates) schedulerState!: SchedulerState;
  /** How many times the line was started. */
  @IsInt() runs!: number;
  @ValidateNested() @Type(() => SideCounts) counted!: SideCounts;
  @IsOptional() @ValidateNested() @Type(() => LineMatch) match?: LineMatch;
  /** Absent where the mapping does not go this way. */
  @IsOptional() @ValidateNested() @Type(() => LineRun) toSales?: LineRun;
  @IsOptional() @ValidateNested() @Type(() => LineRun) fromSales?: LineRun;
  @IsOptional() @ValidateNested() @Type(() => StopReason) failure?: StopReason;
}

/** How far an undo has come; records are counted on the side on which they were created. */
export class UndoProgress {
  /** Deleted again. */
  @IsInt() removed!: number;
  /** Changed since, or being synchronised: listed as issues with code `undo.editedSince` or `undo.inProgress`. */
  @IsInt() kept!: number;
  /** The service refused to delete them: listed as parked. */
  @IsInt() failed!: number;
}

/** A full synchronisation from plan to end. */
export class ReviewView {
  @IsUUID() id!: string;
  @IsUUID() connectionId!: string;
  @IsBoolean() dryRun!: boolean;
  @IsIn(reviewStates) state!: ReviewState;
  /** Grows with every change; a view with a lower one is older. */
  @IsInt() revision!: number;
  /** In the order of the waves. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => ReviewLine) lines!: ReviewLine[];
  /** Over all lines and directions. */
  @ValidateNested() @Type(() => RunCounters) counters!: RunCounters;
  @ValidateNested() @Type(() => RequestCounts) requests!: RequestCounts;
  @Min(0) recordsPerSecond!: number;
  @IsOptional() @IsInt() timeLeftMs?: number;
  /** Records that wait to be looked at again, and hold the end of the review. */
  @IsInt() due!: number;
  /** While a service has asked for silence. */
  @IsOptional() @IsString() throttledUntil?: string;
  /** Set while nothing is handed out because the connection needs attention. */
  @IsOptional() @ValidateNested() @Type(() => StopReason) attention?: StopReason;
  /** Once it is being undone. */
  @IsOptional() @ValidateNested() @Type(() => UndoProgress) undo?: UndoProgress;
  @IsString() createdAt!: string;
  @IsOptional() @IsString() startedAt?: string;
  @IsOptional() @IsString() endedAt?: string;
}

/** Plans a review: counts both sides of every mapping and recommends. */
export class CreateReview {
  @IsUUID() connectionId!: string;
  /** Nothing is written to either system; the counters equal those of the real run. */
  @IsOptional() @IsBoolean() dryRun?: boolean;
}

/** One review of a connection. */
export class ReviewReference {
  @IsUUID() connectionId!: string;
  @IsUUID() reviewId!: string;
}

/** One line of a review. */
export class ReviewLineReference extends ReviewReference {
  @IsString() mapping!: string;
}

/** Before the line has started: leave it out, or choose otherwise than recommended. */
export class ChangeReviewLine extends ReviewLineReference {
  @IsOptional() @IsBoolean() excluded?: boolean;
  @IsOptional() @IsIn(recommendations) recommendation?: Recommendation;
}

export class ListReviews {
  @IsUUID() connectionId!: string;
  @IsInt() @Min(1) @Max(500) limit!: number;
  @IsOptional() @IsString() cursor?: string;
}

export class ReviewList {
  /** Newest first. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => ReviewView) items!: ReviewView[];
  @IsOptional() @IsString() nextCursor?: string;
}

export class ReviewChanged {
  @ValidateNested() @Type(() => ReviewView) review!: ReviewView;
}

/** @throws Failure `blocked` `connection.disabled`, `transient` while a side can't be counted */
export const createReview = request('sync.v1.create-review', { input: CreateReview, output: ReviewView, timeoutMs: 60_000 });
export const listReviews = request('sync.v1.list-reviews', { input: ListReviews, output: ReviewList });
/** @throws Failure `rejected` `review.notFound` */
export const readReview = request('sync.v1.read-review', { input: ReviewReference, output: ReviewView });
/** @throws Failure `blocked` `review.wrongState` (it is not planned), `review.anotherIsActive` */
export const startReview = request('sync.v1.start-review', { input: ReviewReference, output: ReviewView });
export const pauseReview = request('sync.v1.pause-review', { input: ReviewReference, output: ReviewView });
export const resumeReview = request('sync.v1.resume-review', { input: ReviewReference, output: ReviewView });
export const cancelReview = request('sync.v1.cancel-review', { input: ReviewReference, output: ReviewView });
/** Builds lines and recommendations anew; only while nothing of the review runs. */
export const resetReview = request('sync.v1.reset-review', { input: ReviewReference, output: ReviewView, timeoutMs: 60_000 });
/**
 * Takes back what an ended review has created, where it is still as we wrote it; a new full synchronisation may create it again.
 * @throws Failure `blocked` `review.wrongState`, `review.anotherIsActive`, `connection.disabled`; `rejected` `review.nothingToUndo`
 */
export const undoReview = request('sync.v1.undo-review', { input: ReviewReference, output: ReviewView });
/** Only a line that has ended; lines that failed because of it start as well. */
export const restartReviewLine = request('sync.v1.restart-review-line', { input: ReviewLineReference, output: ReviewView });
export const changeReviewLine = request('sync.v1.change-review-line', { input: ChangeReviewLine, output: ReviewView });

/** A review has changed; at most four times a second for each, the last state always. */
export const reviewChanged = event('sync.v1.review-changed', { body: ReviewChanged });
