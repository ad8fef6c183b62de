/** A job as people see it, from its row and what its pages say. */
import { JobView, RunCounters as CountersView } from '@tandem/contracts/jobs';
import { RunCounters, sum } from '../domain/jobs/run-counters';
import { JobRow, toCounters } from './job-row';
import { fromOverlayColumn } from './overlay-column';

/** Joins what pages and connection say about the jobs `j`. */
export const jobViewColumns = `j.*, p.pages, p.pages_done, p.pages_in_hand, p.progress,
  greatest(1, extract(epoch from coalesce(j.ended_at, now()) - j.started_at) * 1000)::float8 as elapsed_ms, c.attention_code, c.attention_message`;

export const jobViewSources = `jobs j left join connections c on c.connection_id = j.connection_id left join lateral (
  select count(*) filter (where state <> 'dropped')::int as pages, count(*) filter (where state in ('done', 'split', 'parked'))::int as pages_done,
    count(*) filter (where state = 'leased' and lease_ends_at > now())::int as pages_in_hand,
    coalesce(jsonb_agg(progress) filter (where state = 'leased' and progress is not null), '[]') as progress
  from pages where job_id = j.id) p on true`;

export type JobViewRow = JobRow & {
  pages: number;
  pages_done: number;
  pages_in_hand: number;
  progress: Partial<RunCounters>[];
  elapsed_ms: number | null;
  attention_code: string | null;
  attention_message: string | null;
  follow_ups: number;
};

/** The job's counters with those of the pages that are being worked on. */
export const liveCounters = (row: JobViewRow): CountersView => sum([toCounters(row), ...row.progress]);

export const rateOf = (records: number, elapsedMs: number | null): number =>
  elapsedMs === null ? 0 : Math.round((records * 10_000) / elapsedMs) / 10;

/** A running job of a connection that needs attention is shown as paused: nothing of it is handed out. */
export function toJobView(row: JobViewRow): JobView {
  const counters = liveCounters(row);
  const held = row.state === 'running' && row.attention_code !== null;
  const failure = row.failure_code ?? (held ? row.attention_code : null);
  return {
    id: row.id,
    connectionId: row.connection_id,
    mapping: row.mapping,
    direction: row.direction,
    reason: row.reason,
    trigger: row.trigger,
    state: held ? 'paused' : row.state,
    reviewId: row.review_id ?? undefined,
    dryRun: fromOverlayColumn(row.overlay) !== null,
    counters,
    requests: { sales: row.sales_requests, businessCentral: row.business_central_requests },
    pages: row.pages,
    pagesDone: row.pages_done,
    recordsPerSecond: rateOf(counters.seen, row.elapsed_ms),
    runAgain: row.run_again,
    failure: failure ? { code: failure, message: (row.failure_code ? row.failure_message : row.attention_message) ?? '' } : undefined,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString(),
    endedAt: row.ended_at?.toISOString(),
  };
}
