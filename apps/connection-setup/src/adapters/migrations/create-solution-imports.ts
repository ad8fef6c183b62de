import { isolatedByConnection } from '@tandem/platform/persistence/row-level-security';
import { SqlMigration } from '@tandem/platform/persistence/sql-migration';

/** How the latest import of the solution over each connection stands. */
export class CreateSolutionImports1764000000030 extends SqlMigration {
  protected readonly statements = [
    `create table solution_imports (
       connection_id uuid primary key references connections (id) on delete cascade,
       state text not null,
       details jsonb not null,
       started_at timestamptz not null,
       changed_at timestamptz not null
     )`,
    ...isolatedByConnection('solution_imports', 'connection_id'),
  ];
}
