import { SqlMigration } from '@tandem/platform/persistence/sql-migration';

/** Connections that are not enabled yet, whose previews and dry runs may be carried out. */
export class Rehearsals1764000000050 extends SqlMigration {
  protected readonly statements = [`alter table connections add column rehearsing boolean not null default false`];
}
