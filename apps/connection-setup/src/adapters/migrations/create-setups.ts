import { isolatedByConnection } from '@tandem/platform/persistence/row-level-security';
import { SqlMigration } from '@tandem/platform/persistence/sql-migration';

/** What the guide of each connection remembers, and connections that may be rehearsed before they are enabled. */
export class CreateSetups1764000000031 extends SqlMigration {
  protected readonly statements = [
    `alter table connections add column rehearsing boolean not null default false`,
    `create table setups (
       connection_id uuid primary key references connections (id) on delete cascade,
       version integer not null default 0,
       draft jsonb not null default '{}',
       secrets jsonb,
       inspected jsonb not null default '{}',
       runs jsonb not null default '{}',
       confirmations jsonb not null default '{}',
       inspection jsonb,
       changed_at timestamptz not null default now()
     )`,
    ...isolatedByConnection('setups'),
  ];
}
