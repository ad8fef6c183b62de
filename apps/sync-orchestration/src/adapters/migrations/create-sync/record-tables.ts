/** Tables of reviews, of records that are due or wait, and of what people must see. */
import { overlay } from './overlay-column';

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

export const recordTables: readonly string[] = [
  reviews,
  reviewLines,
  dueRecords,
  needs,
  issues,
  standings,
  `create index due_next on due_records (due_at)`,
  `create index needs_by_need on needs (connection_id, overlay, need_mapping, need_by, need_value)`,
  `create index issues_last_seen_first on issues (connection_id, state, last_seen_at desc, id)`,
  `create index issues_of_job on issues (job_id)`,
  `create index reviews_newest_first on reviews (connection_id, created_at desc, id)`,
  `create unique index one_active_review on reviews (connection_id, dry_run) where state in ('running', 'settling', 'paused', 'cancelling')`,
];
