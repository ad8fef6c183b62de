import { isolatedByConnection } from '@tandem/platform/persistence/row-level-security';
import { SqlMigration } from '@tandem/platform/persistence/sql-migration';

/** What dry runs would have written. */
export class CreateDryRows1795300000010 extends SqlMigration {
  protected readonly statements = [
    `create table dry_rows (
       connection_id uuid not null,
       overlay uuid not null,
       side text not null,
       table_name text not null,
       id text collate "C" not null,
       created boolean not null,
       "values" jsonb not null,
       primary key (connection_id, overlay, side, table_name, id))`,
    ...isolatedByConnection('dry_rows'),
  ];
}

/** Rows that dry runs would have deleted. */
export class RemoveDryRows1795300000030 extends SqlMigration {
  protected readonly statements = ['alter table dry_rows add column removed boolean not null default false'];
}
