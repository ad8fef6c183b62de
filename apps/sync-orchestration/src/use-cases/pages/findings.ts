/** What a worker found about single records: issues, records to be looked at again, records that went well. */
import { Direction } from '@tandem/domain/value';
import { DueRecord } from '../../domain/due/due-records';
import { Need, OpenNeed } from '../../domain/due/needs';
import { FoundIssue } from '../../domain/issues/issues';
import { Job } from '../../domain/jobs/job';
import { DueReason, Page } from '../../domain/jobs/page';
import { Collections } from '../../domain/unit-of-work';

/** A record that a worker wants looked at again, or whose later reference is missing. */
export interface ReportedDue {
  readonly recordId: string;
  readonly mapping: string;
  readonly direction: Direction;
  readonly reason: DueReason | 'laterNeed';
  readonly delayMs?: number;
  readonly need?: Need;
}

export interface Findings {
  readonly issues: readonly FoundIssue[];
  readonly due: readonly ReportedDue[];
  readonly settledIds: readonly string[];
}

/** The page that something was found on, and its job. */
export interface FoundOn {
  readonly job: Job;
  readonly page: Page;
}

/** Stores what was found; storing it again changes nothing. */
export async function remember({ issues, needs, dueRecords }: Collections, { job, page }: FoundOn, found: Findings): Promise<void> {
  await issues.open({ ...job, jobId: job.id }, found.issues);
  await issues.settle(job, found.settledIds);
  if (found.settledIds.length > 0) await needs.settle(job, found.settledIds);
  await needs.replace(openNeeds(job, found));
  await dueRecords.add(found.due.filter((due) => isDue(job, due)).map((due) => dueRecord({ job, page }, due)));
}

/** A need is kept elsewhere; a dry run is over when a later day comes. */
const isDue = ({ overlay }: Job, { reason }: ReportedDue): boolean => reason !== 'laterNeed' && (reason !== 'dayCome' || overlay === null);

/** Everything that must be coupled for these records. */
export const needsIn = ({ issues, due }: Findings): Need[] => [
  ...issues.filter(({ kind }) => kind === 'waiting').flatMap(({ needs }) => needs),
  ...due.flatMap(({ need }) => (need ? [need] : [])),
];

function openNeeds(job: Job, { issues, due }: Findings): OpenNeed[] {
  const { connectionId, overlay, mapping, direction, createUncoupled, reviewId } = job;
  const scope = { connectionId, overlay, createUncoupled, reviewId };
  const waiting = issues.filter(({ kind }) => kind === 'waiting');
  return [
    ...waiting.flatMap(({ recordId, needs }) =>
      needs.map((need): OpenNeed => ({ ...scope, mapping, direction, recordId, kind: 'waiting', need })),
    ),
    ...due.flatMap((record): OpenNeed[] =>
      record.need
        ? [{ ...scope, mapping: record.mapping, direction: record.direction, recordId: record.recordId, kind: 'later', need: record.need }]
        : [],
    ),
  ];
}

/** The reasons for which a record is looked at again without having been decided. */
export const undecided: readonly string[] = ['stale', 'claimInProgress'];

const dueRecord = ({ job, page }: FoundOn, due: ReportedDue): DueRecord => ({
  connectionId: job.connectionId,
  overlay: job.overlay,
  mapping: due.mapping,
  direction: due.direction,
  recordId: due.recordId,
  reason: due.reason as DueReason,
  delayMs: due.delayMs ?? 0,
  createUncoupled: job.createUncoupled,
  // A review does not stay open until a later day.
  reviewId: due.reason === 'dayCome' ? null : job.reviewId,
  ...wishes({ job, page }, due),
});

/** What a person has chosen for a record holds until the record is decided. */
function wishes({ job, page: { start } }: FoundOn, { recordId, reason }: ReportedDue): Pick<DueRecord, 'choices' | 'force'> {
  if (!undecided.includes(reason)) return { force: false };
  return { force: job.force, choices: start.kind === 'ids' ? start.choices?.[recordId] : undefined };
}
