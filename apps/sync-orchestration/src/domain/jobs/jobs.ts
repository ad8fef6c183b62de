import { Direction } from '@tandem/domain/value';
import { Job, JobMove, JobPlan, StopReason } from './job';
import { UndoJob } from '../reviews/undo';
import { RunCounters } from './run-counters';

/** Requests sent to each system. */
export interface RequestCounts {
  readonly sales: number;
  readonly businessCentral: number;
}

/** The run that a job is about; at most one of kind full or changes is active at a time. */
export interface RunKey {
  readonly connectionId: string;
  readonly mapping: string;
  readonly direction: Direction;
  readonly overlay: string | null;
}

/** All jobs. */
export abstract class Jobs {
  /** Adds a job in state `queued`; null where one for the same run is active. */
  abstract add(plan: JobPlan): Promise<Job | null>;
  /** The job, locked until the end of the transaction. */
  abstract locked(id: string): Promise<Job | null>;
  abstract find(id: string): Promise<Job | null>;
  /** The active full or changes job of a run. */
  abstract active(key: RunKey): Promise<Job | null>;
  /** Whether any full, changes or match job of a mapping is active. */
  abstract anyActive(connectionId: string, mapping: string, overlay: string | null): Promise<boolean>;
  /** Whether a job of a review is active. */
  abstract anyActiveOf(reviewId: string): Promise<boolean>;
  /** The jobs that undo a review, since it ended. */
  abstract undoing(reviewId: string): Promise<UndoJob[]>;
  abstract runAgain(id: string): Promise<void>;
  /** Moves a job on; false where its state does not allow the move. */
  abstract move(id: string, move: JobMove, reason?: StopReason): Promise<boolean>;
  /** Moves every job of a review whose state allows it; answers their ids. */
  abstract moveAllOf(reviewId: string, move: JobMove): Promise<string[]>;
  /** Every page is planned. */
  abstract markWhole(id: string, watermark: string | null): Promise<void>;
  /** A watched table has been read: the next run goes on there, once this one has finished. */
  abstract watchedUpTo(id: string, table: string, watermark: string): Promise<void>;
  abstract wantPresence(id: string): Promise<void>;
  abstract presenceMade(id: string): Promise<void>;
  /** The job of a review that a mapping's records of one direction were seen by first; null where the review has ended. */
  abstract firstLook(reviewId: string, mapping: string, direction: Direction): Promise<string | null>;
  abstract addFollowUps(id: string, records: number): Promise<void>;
  abstract addCounters(id: string, counters: RunCounters, requests: RequestCounts): Promise<void>;
  /** The queued jobs that wait for this one. */
  abstract followersOf(id: string): Promise<Job[]>;
  /** Queued jobs that waited for one job wait for another now. */
  abstract follow(oldId: string, newId: string): Promise<void>;
  /** Active jobs with nothing left to do: whole or cancelling, no open page. For the sweep that closes what a crash left open. */
  abstract stranded(): Promise<Job[]>;
  /** Overlays of single dry runs that have ended and are still there. */
  abstract endedDryRuns(): Promise<{ connectionId: string; overlay: string }[]>;
  abstract overlayDropped(overlay: string): Promise<void>;
  /** Active jobs of a connection. */
  abstract activeOf(connectionId: string): Promise<Job[]>;
}
