import { Direction } from '@tandem/domain/value';
import { StopReason } from '../jobs/job';
import { Recommendation } from './recommendation';
import { LineState, PlannedLine, Review, ReviewState } from './review';

/** The jobs of one start of a line. */
export type LineJobs = Readonly<Partial<Record<'match' | Direction, string>>>;

/** All full-sync reviews. */
export abstract class Reviews {
  abstract add(review: { id: string; connectionId: string; dryRun: boolean }, lines: readonly PlannedLine[]): Promise<void>;
  /** The review with its lines, locked until the end of the transaction. */
  abstract locked(id: string): Promise<Review | null>;
  /** Reviews that something may have to be done about; of one connection, or of all. */
  abstract active(connectionId: string | null): Promise<{ id: string; connectionId: string; state: ReviewState; dryRun: boolean }[]>;
  /** Moves the review; refused by the database where another one of the connection is active: answers false. */
  abstract setState(id: string, state: ReviewState): Promise<boolean>;
  abstract setLine(id: string, mapping: string, change: { state: LineState; failure?: StopReason }): Promise<void>;
  /** The line has been started with these jobs. */
  abstract startLine(id: string, mapping: string, jobs: LineJobs): Promise<void>;
  /** Puts lines back to where they were before they started. */
  abstract rewind(id: string, mappings: readonly string[]): Promise<void>;
  /** The job that takes the place of another one. */
  abstract replaceJob(oldId: string, newId: string): Promise<void>;
  abstract choose(id: string, mapping: string, choice: { excluded?: boolean; recommendation?: Recommendation }): Promise<void>;
  abstract replaceLines(id: string, connectionId: string, lines: readonly PlannedLine[]): Promise<void>;
  /** Says after the commit that the review has changed. */
  abstract touch(id: string): void;
  /** Ended dry runs whose overlay is still there. */
  abstract withOverlay(): Promise<{ id: string; connectionId: string }[]>;
  abstract overlayDropped(id: string): Promise<void>;
}
