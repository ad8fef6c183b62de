/** A review as people see it, from its lines and their jobs. */
import { LineMatch, LineRun, ReviewLine, ReviewView, SchedulerState, UndoProgress } from '@tandem/contracts/reviews';
import { allows } from '@tandem/domain/value';
import { sum, zero } from '../domain/jobs/run-counters';
import { endedLine, LineState, ReviewState } from '../domain/reviews/review';
import { JobViewRow, liveCounters, rateOf } from './job-view';
import { LineRow } from './review-line-row';

export interface ReviewRow {
  id: string;
  connection_id: string;
  state: ReviewState;
  dry_run: boolean;
  due: number;
  throttled_until: Date | null;
  attention_code: string | null;
  attention_message: string | null;
  elapsed_ms: number | null;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
}

export interface ReviewParts {
  readonly review: ReviewRow;
  readonly revision: number;
  readonly lines: readonly LineRow[];
  readonly jobs: ReadonlyMap<string, JobViewRow>;
}

const schedulerStates: Readonly<Record<LineState, SchedulerState>> = {
  planned: 'blank',
  waiting: 'waiting',
  running: 'inProcess',
  paused: 'onHold',
  finished: 'finished',
  failed: 'error',
  cancelled: 'onHold',
  excluded: 'blank',
  nothing: 'blank',
};

export function toReviewView({ review, revision, lines, jobs }: ReviewParts): ReviewView {
  const views = lines.map((line) => toLine(line, review, jobs));
  const runs = views.flatMap(({ toSales, fromSales }) => [toSales, fromSales].filter((run) => run !== undefined));
  const counters = sum(runs.map((run) => run.counters));
  const requests = runs.map((run) => run.requests);
  const recordsPerSecond = rateOf(counters.seen, review.elapsed_ms);
  const open = views.filter(({ state }) => !endedLine.includes(state));
  const left = open
    .flatMap(({ toSales, fromSales }) => [toSales, fromSales])
    .reduce((total, run) => total + (run ? Math.max(0, run.expected - run.counters.seen) : 0), 0);
  return {
    id: review.id,
    connectionId: review.connection_id,
    dryRun: review.dry_run,
    state: review.state,
    revision,
    lines: views,
    counters,
    requests: { sales: total(requests, 'sales'), businessCentral: total(requests, 'businessCentral') },
    recordsPerSecond,
    timeLeftMs: timeLeft(left, recordsPerSecond),
    due: review.due,
    throttledUntil: review.throttled_until?.toISOString(),
    attention: review.attention_code ? { code: review.attention_code, message: review.attention_message ?? '' } : undefined,
    undo: toUndo(review, [...jobs.values()]),
    createdAt: review.created_at.toISOString(),
    startedAt: review.started_at?.toISOString(),
    endedAt: review.ended_at?.toISOString(),
  };
}

/** A review that was reset and has run again may have been undone before: that counts no more. */
function toUndo({ state, ended_at }: ReviewRow, jobs: readonly JobViewRow[]): UndoProgress | undefined {
  if ((state !== 'undoing' && state !== 'undone') || !ended_at) return undefined;
  const undone = jobs.filter(({ reason, created_at }) => reason === 'undo' && created_at > ended_at);
  const { deleted, skipped, failed } = sum(undone.map(liveCounters));
  return { removed: deleted, kept: skipped, failed };
}

function toLine(row: LineRow, review: ReviewRow, jobs: ReviewParts['jobs']): ReviewLine {
  const state = row.state === 'running' && (review.state === 'paused' || review.attention_code !== null) ? 'paused' : row.state;
  const job = (id: string | null): JobViewRow | undefined => (id ? jobs.get(id) : undefined);
  const toSales = allows(row.direction, 'toSales') ? toRun(row.counted_business_central, job(row.to_sales_job_id)) : undefined;
  const createdInSales = toSales?.counters.inserted ?? 0;
  return {
    mapping: row.mapping,
    wave: row.wave,
    dependsOn: row.depends_on,
    direction: row.direction,
    recommendation: row.recommendation,
    proposed: row.proposed,
    excluded: row.excluded,
    state,
    schedulerState: schedulerStates[state],
    runs: row.runs,
    counted: { businessCentral: row.counted_business_central, sales: row.counted_sales },
    match: row.match_job_id ? toMatch(job(row.match_job_id)) : undefined,
    toSales,
    fromSales: allows(row.direction, 'fromSales') ? toRun(row.counted_sales + createdInSales, job(row.from_sales_job_id)) : undefined,
    failure: row.failure_code ? { code: row.failure_code, message: row.failure_message ?? '' } : undefined,
  };
}

function toRun(expected: number, job: JobViewRow | undefined): LineRun {
  const counters = job ? liveCounters(job) : zero;
  const recordsPerSecond = job ? rateOf(counters.seen, job.elapsed_ms) : 0;
  return {
    jobId: job?.id,
    state: job?.state,
    status: statusOf(job),
    counters,
    followUps: job?.follow_ups ?? 0,
    expected: Math.max(expected, counters.seen),
    recordsPerSecond,
    timeLeftMs: job?.ended_at ? 0 : timeLeft(Math.max(0, expected - counters.seen), recordsPerSecond),
    requests: { sales: job?.sales_requests ?? 0, businessCentral: job?.business_central_requests ?? 0 },
    pagesDone: job?.pages_done ?? 0,
    pagesInHand: job?.pages_in_hand ?? 0,
    failure: failureOf(job),
  };
}

const toMatch = (job: JobViewRow | undefined): LineMatch => ({
  jobId: job?.id,
  status: statusOf(job),
  coupled: job?.coupled ?? 0,
  failure: failureOf(job),
});

/** In the words of the product's list: a job without an end is in process, one with a failed record is an error although its line goes on. */
function statusOf(job: JobViewRow | undefined): LineRun['status'] {
  if (!job || job.state === 'queued') return 'blank';
  if (!job.ended_at) return 'inProcess';
  return job.state === 'finished' && job.failed === 0 ? 'success' : 'error';
}

const failureOf = (job: JobViewRow | undefined): LineRun['failure'] =>
  job?.failure_code ? { code: job.failure_code, message: job.failure_message ?? '' } : undefined;

const timeLeft = (records: number, perSecond: number): number | undefined =>
  records === 0 ? 0 : perSecond > 0 ? Math.round((records / perSecond) * 1_000) : undefined;

const total = <Name extends string>(counts: readonly Record<Name, number>[], name: Name): number =>
  counts.reduce((all, one) => all + one[name], 0);
