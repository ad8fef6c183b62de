/** Records that must be looked at again; a due row is consumed when its page is made, what becomes due later is a new row. */
import { Direction } from '@tandem/domain/value';
import { DueReason, FieldChoices } from '../jobs/page';

/** Where records belong: the run they are part of. */
export interface DueScope {
  readonly connectionId: string;
  readonly overlay: string | null;
  readonly mapping: string;
  readonly direction: Direction;
}

export interface DueRecord extends DueScope {
  readonly recordId: string;
  readonly reason: DueReason;
  readonly delayMs: number;
  readonly choices?: FieldChoices;
  readonly force: boolean;
  readonly createUncoupled: boolean;
  readonly reviewId: string | null;
}

/** Due records that become the pages of one job. */
export interface DueGroup extends DueScope {
  readonly reviewId: string | null;
  readonly force: boolean;
  readonly createUncoupled: boolean;
  readonly reason: DueReason;
  readonly records: readonly { readonly recordId: string; readonly choices?: FieldChoices }[];
}

export abstract class DueRecords {
  /** A record that is due already keeps the earlier time and what a person chose for it. */
  abstract add(records: readonly DueRecord[]): Promise<void>;
  /**
   * Takes what is due now out of the table, grouped by what a job has in common; at most `limit` records. Left alone: records of connections that are disabled or need attention,
   * of reviews that are paused or being cancelled, and of runs whose full job is queued and will see everything.
   */
  abstract take(limit: number, connectionId: string | null): Promise<DueGroup[]>;
  /** A full run that starts now sees every record: what was due for a second look only is not due any more. */
  abstract coveredByFullRun(scope: DueScope): Promise<void>;
  /** Records that hold the end of a review. */
  abstract countOf(reviewId: string): Promise<number>;
  /** A dry run has ended. */
  abstract forgetOverlay(overlay: string): Promise<void>;
  /** A review has ended: of a dry run everything is forgotten, else its records go on without it. */
  abstract detach(reviewId: string, forget: boolean): Promise<void>;
}
