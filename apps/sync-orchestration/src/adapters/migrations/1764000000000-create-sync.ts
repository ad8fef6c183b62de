import { isolatedByConnection, reservedForTheService } from '@tandem/platform/persistence/row-level-security';
import { SqlMigration } from '@tandem/platform/persistence/sql-migration';

/** Overlay of what really happens; a dry run has its own. Not null, so that unique indexes see it. */
const overlay = `overlay uuid not null default '00000000-0000-0000-0000-000000000000'`;

const counters = ['seen', 'inserted', 'modified', 'deleted', 'unchanged', 'waiting', 'conflict', 'failed', 'skipped', 'coupled', 'uncoupled', 'merged', 'overwritten']
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

const reviews = `create table reviews (
  id uuid primary key,
  connection_id uuid not null,
  state text not null,
  dry_run boolean not null,
  overlay_dropped boolean not null default false,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz,
  announced_at timestamptz not null default '-infinity'
)`;

const reviewLines = `create table review_lines (
  review_id uuid not null references reviews on delete cascade,
  connection_id uuid not null,
  mapping text not null,
  position integer not null,
  wave integer not null,
  depends_on text[] not null,
  direction text not null,
  proposed text not null,
  recommendation text not null,
  excluded boolean not null default false,
  state text not null,
  runs integer not null default 0,
  counted_business_central integer not null,
  counted_sales integer not null,
  match_job_id uuid,
  to_sales_job_id uuid,
  from_sales_job_id uuid,
  failure_code text,
  failure_message text,
  primary key (review_id, mapping)
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

const dueRecords = `create table due_records (
  connection_id uuid not null,
  ${overlay},
  mapping text not null,
  direction text not null,
  record_id text not null,
  reason text not null,
  due_at timestamptz not null,
  choices jsonb,
  force boolean not null default false,
  create_uncoupled boolean not null,
  review_id uuid,
  created_at timestamptz not null default now(),
  primary key (connection_id, overlay, mapping, direction, record_id)
)`;

const needs = `create table needs (
  connection_id uuid not null,
  ${overlay},
  mapping text not null,
  direction text not null,
  record_id text not null,
  kind text not null,
  need_mapping text not null,
  need_by text not null,
  need_value text not null,
  create_uncoupled boolean not null,
  review_id uuid,
  primary key (connection_id, overlay, mapping, direction, record_id, kind, need_mapping, need_by, need_value)
)`;

const issues = `create table issues (
  id uuid primary key default gen_random_uuid(),
  connection_id uuid not null,
  ${overlay},
  mapping text not null,
  direction text not null,
  record_id text not null,
  mark boolean not null,
  kind text not null,
  code text not null,
  message text not null,
  details jsonb not null,
  needs jsonb not null,
  label text,
  state text not null,
  choices jsonb,
  assignee text,
  occurrences integer not null default 1,
  create_uncoupled boolean not null,
  job_id uuid,
  review_id uuid,
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  closed_at timestamptz,
  unique (connection_id, overlay, mapping, direction, record_id, mark)
)`;

/** Records of a review's runs that stand in an outcome which they may still leave. */
const standings = `create table standings (
  job_id uuid not null references jobs on delete cascade,
  connection_id uuid not null,
  record_id text not null,
  outcome text not null,
  primary key (job_id, record_id)
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

const indexes = [
  `create unique index one_active_run on jobs (connection_id, mapping, direction, overlay) where reason in ('full', 'changes') and ${active}`,
  `create unique index one_active_match on jobs (connection_id, mapping, overlay) where reason = 'match' and ${active}`,
  `create index jobs_newest_first on jobs (connection_id, created_at desc, id)`,
  `create index jobs_of_review on jobs (review_id) where review_id is not null`,
  `create index jobs_that_follow on jobs (after_job_id) where state = 'queued'`,
  `create index active_jobs on jobs (connection_id) where ${active}`,
  `create index open_pages on pages (available_at) where state in ('ready', 'leased')`,
  `create index open_pages_of_job on pages (job_id) where state in ('ready', 'leased')`,
  `create index due_next on due_records (due_at)`,
  `create index needs_by_need on needs (connection_id, overlay, need_mapping, need_by, need_value)`,
  `create index issues_last_seen_first on issues (connection_id, state, last_seen_at desc, id)`,
  `create index issues_of_job on issues (job_id)`,
  `create index reviews_newest_first on reviews (connection_id, created_at desc, id)`,
  `create unique index one_active_review on reviews (connection_id, dry_run) where state in ('running', 'settling', 'paused', 'cancelling')`,
];

const isolated = ['connections', 'mapping_settings', 'schedules', 'reviews', 'review_lines', 'jobs', 'pages', 'watermarks', 'due_records', 'needs', 'issues', 'standings'];

/** Jobs with their pages, what is due, what people must see, reviews, budgets. */
export class CreateSync1764000000000 extends SqlMigration {
  protected readonly statements = [
    ...[connections, mappingSettings, schedules, reviews, reviewLines, jobs, pages, watermarks, dueRecords, needs, issues, standings, budgets, ticks],
    ...indexes,
    ...isolated.flatMap((table) => isolatedByConnection(table)),
    ...['budgets', 'ticks'].flatMap((table) => reservedForTheService(table)),
  ];
}
