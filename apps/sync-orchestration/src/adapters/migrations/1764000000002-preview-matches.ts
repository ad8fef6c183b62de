import { SqlMigration } from '@tandem/platform/persistence/sql-migration';

/** Matches whose pairs are shown and wait for approval. */
export class PreviewMatches1764000000002 extends SqlMigration {
  protected readonly statements = ['alter table jobs add column preview boolean not null default false'];
}
