/** A job as it stands in its table. */
import { Job, JobReason, JobState, JobTrigger, Presence } from '../domain/jobs/job';
import { CounterName, counterNames, RunCounters } from '../domain/jobs/run-counters';
import { fromOverlayColumn } from './overlay-column';

export type JobRow = Record<CounterName, number> & {
  id: string;
  connection_id: string;
  mapping: string;
  direction: 'toSales' | 'fromSales';
  reason: JobReason;
  trigger: JobTrigger;
  state: JobState;
  priority: number;
  review_id: string | null;
  overlay: string;
  after_job_id: string | null;
  create_uncoupled: boolean;
  force: boolean;
  preview: boolean;
  settings: Record<string, unknown>;
  mapping_version: number;
  run_again: boolean;
  whole: boolean;
  presence: Presence;
  next_watermark: string | null;
  watched: Record<string, string>;
  sales_requests: number;
  business_central_requests: number;
  failure_code: string | null;
  failure_message: string | null;
  created_at: Date;
  started_at: Date | null;
  ended_at: Date | null;
};

export const toCounters = (row: Record<CounterName, number>): RunCounters =>
  Object.fromEntries(counterNames.map((name) => [name, row[name]])) as RunCounters;

export const toJob = (row: JobRow): Job => ({
  id: row.id,
  connectionId: row.connection_id,
  mapping: row.mapping,
  direction: row.direction,
  reason: row.reason,
  trigger: row.trigger,
  state: row.state,
  priority: row.priority,
  reviewId: row.review_id,
  overlay: fromOverlayColumn(row.overlay),
  afterJobId: row.after_job_id,
  createUncoupled: row.create_uncoupled,
  force: row.force,
  preview: row.preview,
  settings: row.settings,
  mappingVersion: row.mapping_version,
  comparePresence: row.presence !== 'notNeeded',
  runAgain: row.run_again,
  whole: row.whole,
  presence: row.presence,
  nextWatermark: row.next_watermark,
  watched: row.watched,
  counters: toCounters(row),
});
