import { SqlMigration } from '@tandem/platform/persistence/sql-migration';

/** How far the tables have been read that a mapping watches besides its own: table → watermark. */
export class WatchedTables1764000000020 extends SqlMigration {
  protected readonly statements = ['watermarks', 'jobs'].map(
    (table) => `alter table ${table} add column watched jsonb not null default '{}'`,
  );
}
