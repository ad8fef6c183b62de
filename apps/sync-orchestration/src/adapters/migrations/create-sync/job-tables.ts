/** Tables of connections, jobs with their pages, and what is shared by all of them. */
import { overlay } from './overlay-column';

const counters = [
  'seen',
  'inserted',
  'modified',
  'deleted',
  'unchanged',
  'waiting',
  'conflict',
  'failed',
  'skipped',
  'coupled',
  'uncoupled',
  'merged',
  'overwritten',
]
  .map((name) => `${name} integer not null default 0`)
  .join(', ');

const connections = `create table connections (
  connection_id uuid primary key,
  enabled boolean not null,
  options jsonb not null,
  sales_budget text not null,
  business_central_budget text not null,
  attention_code text,
  attention_message text,
  attention_tries integer not null default 0,
  attention_retry_at timestamptz,
  refreshed_at timestamptz not null default now()
)`;

const mappingSettings = `create table mapping_settings (
  connection_id uuid not null,
  mapping text not null,
  version integer not null,
  settings jsonb not null,
  changed_by text not null,
  changed_at timestamptz not null default now(),
  primary key (connection_id, mapping, version)
)`;

const schedules = `create table schedules (
  connection_id uuid not null,
  mapping text not null,
  enabled boolean not null,
  interval_minutes integer not null,
  next_run_at timestamptz,
  primary key (connection_id, mapping)
)`;

const jobs = `create table jobs (
  id uuid primary key,
  connection_id uuid not null,
  mapping text not null,
  direction text not null,
  reason text not null,
  trigger text not null,
  state text not null,
  priority smallint not null,
  review_id uuid,
  ${overlay},
  after_job_id uuid,
  create_uncoupled boolean not null,
  force boolean not null,
  settings jsonb not null,
  mapping_version integer not null,
  run_again boolean not null default false,
  whole boolean not null default false,
  presence text not null default 'notNeeded',
  next_watermark text,
  sales_requests integer not null default 0,
  business_central_requests integer not null default 0,
  ${counters},
  follow_ups integer not null default 0,
  failure_code text,
  failure_message text,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz
)`;

const pages = `create table pages (
  id uuid primary key,
  connection_id uuid not null,
  job_id uuid not null references jobs on delete cascade,
  sequence integer not null,
  part text not null default '',
  state text not null,
  start jsonb not null,
  until text,
  handed_on boolean not null default false,
  due_reason text,
  token integer not null default 0,
  holder text,
  lease_ends_at timestamptz,
  renewed_at timestamptz,
  sales_slots integer not null default 0,
  business_central_slots integer not null default 0,
  available_at timestamptz not null default now(),
  tries integer not null default 0,
  failures integer not null default 0,
  rows integer,
  progress jsonb,
  woken_at timestamptz not null default now(),
  created_at timestamptz not null default clock_timestamp(),
  done_at timestamptz,
  unique (job_id, sequence, part)
)`;

const watermarks = `create table watermarks (
  connection_id uuid not null,
  mapping text not null,
  direction text not null,
  watermark text not null,
  job_id uuid not null,
  written_at timestamptz not null default now(),
  primary key (connection_id, mapping, direction)
)`;

const budgets = `create table budgets (
  budget text primary key,
  side text not null,
  ceiling integer not null,
  slots integer not null,
  paused_until timestamptz not null default '-infinity'
)`;

const ticks = `create table ticks (name text primary key, ticked_at timestamptz not null)`;

const active = `state in ('queued', 'running', 'paused', 'cancelling')`;

export const jobTables: readonly string[] = [
  connections,
  mappingSettings,
  schedules,
  jobs,
  pages,
  watermarks,
  budgets,
  ticks,
  `create unique index one_active_run on jobs (connection_id, mapping, direction, overlay) where reason in ('full', 'changes') and ${active}`,
  `create unique index one_active_match on jobs (connection_id, mapping, overlay) where reason = 'match' and ${active}`,
  `create index jobs_newest_first on jobs (connection_id, created_at desc, id)`,
  `create index jobs_of_review on jobs (review_id) where review_id is not null`,
  `create index jobs_that_follow on jobs (after_job_id) where state = 'queued'`,
  `create index active_jobs on jobs (connection_id) where ${active}`,
  `create index open_pages on pages (available_at) where state in ('ready', 'leased')`,
  `create index open_pages_of_job on pages (job_id) where state in ('ready', 'leased')`,
];
