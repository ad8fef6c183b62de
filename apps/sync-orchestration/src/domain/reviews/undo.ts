/** The undo of a review: what it created is taken back, once all of it was looked at, in the reverse order of what depends on what. Pure. */
import { allows, Direction } from '@tandem/domain/value';
import { FoundIssue } from '../issues/issues';
import { JobState } from '../jobs/job';
import { ReviewLine } from './review';

/** One mapping in the direction in which records were created. */
export interface CreatedRun {
  readonly mapping: string;
  readonly direction: Direction;
}

/** A record whose counterpart the review has created. */
export interface CreatedRecord {
  readonly sourceId: string;
  readonly targetId: string;
  readonly label: string | null;
  /** The page that changed its coupling last. */
  readonly settledPage: string | null;
}

/** A job of an undo: it looks at what was created, or takes it back. */
export interface UndoJob extends CreatedRun {
  readonly looks: boolean;
  readonly state: JobState;
}

/**
 * What comes next. Everything is looked at before anything is deleted: to delete a contact changes the account whose primary contact it was,
 * which then could not be told any more from one that somebody has edited.
 */
export type UndoStep =
  | { readonly kind: 'look'; readonly runs: readonly CreatedRun[] }
  /** Wave by wave, the last first: a contact goes before its customer. */
  | { readonly kind: 'takeBack'; readonly waves: readonly (readonly CreatedRun[])[] };

const isSame = (one: CreatedRun, other: CreatedRun): boolean => one.mapping === other.mapping && one.direction === other.direction;

/** The next step; what could not be looked at is not taken back. */
export function undoStep(lines: readonly ReviewLine[], jobs: readonly UndoJob[]): UndoStep {
  if (jobs.length === 0) return { kind: 'look', runs: lines.flatMap(runsOf) };
  const mayGo = (run: CreatedRun) =>
    jobs.some((job) => job.looks && job.state === 'finished' && isSame(job, run)) && !jobs.some((job) => !job.looks && isSame(job, run));
  const waves = [...new Set(lines.map(({ wave }) => wave))].sort((one, other) => other - one);
  const left = waves.map((wave) =>
    lines
      .filter((line) => line.wave === wave)
      .flatMap(runsOf)
      .filter(mayGo),
  );
  return { kind: 'takeBack', waves: left.filter((runs) => runs.length > 0) };
}

const runsOf = ({ mapping, direction }: ReviewLine): CreatedRun[] =>
  (['toSales', 'fromSales'] as const).filter((one) => allows(direction, one)).map((one) => ({ mapping, direction: one }));

/** A record that something else than the review has changed since: it stays, and is listed. */
export const keptIssue = ({ sourceId, targetId, label }: CreatedRecord): FoundIssue => ({
  recordId: sourceId,
  kind: 'skipped',
  code: 'undo.editedSince',
  message: 'The counterpart was created by the review, but has been synchronised with a change since; it stays.',
  details: { counterpart: targetId },
  needs: [],
  label,
});
