import { isolatedByConnection } from '@tandem/platform/persistence/row-level-security';
import { SqlMigration } from '@tandem/platform/persistence/sql-migration';
import { overlay } from './create-sync/overlay-column';

/** The deletion guard: what it has counted, and what it asks people. */
export class CreateGuards1764000000030 extends SqlMigration {
  protected readonly statements = [
    `create table guards (
       id uuid primary key default gen_random_uuid(),
       connection_id uuid not null,
       mapping text not null,
       direction text not null,
       policy text not null,
       state text not null default 'open',
       couplings integer not null,
       job_id uuid not null,
       opened_at timestamptz not null default now(),
       decided_at timestamptz,
       decided_by text,
       reason text)`,
    `create table guarded_deletions (
       connection_id uuid not null,
       ${overlay},
       mapping text not null,
       direction text not null,
       record_id text not null,
       label text,
       verdict text not null,
       guard_id uuid references guards on delete cascade,
       counted_at timestamptz not null default now(),
       primary key (connection_id, overlay, mapping, direction, record_id))`,
    `create unique index one_open_guard on guards (connection_id, mapping, direction) where state = 'open'`,
    'create index guards_newest_first on guards (connection_id, opened_at desc, id)',
    'create index deletions_of_guard on guarded_deletions (guard_id) where guard_id is not null',
    'create index deletions_by_time on guarded_deletions (connection_id, mapping, direction, counted_at)',
    ...['guards', 'guarded_deletions'].flatMap((table) => isolatedByConnection(table)),
  ];
}
