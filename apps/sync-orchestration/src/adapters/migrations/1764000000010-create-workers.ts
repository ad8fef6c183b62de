import { reservedForTheService } from '@tandem/platform/persistence/row-level-security';
import { SqlMigration } from '@tandem/platform/persistence/sql-migration';

/** Workers that have said that they are there. */
export class CreateWorkers1764000000010 extends SqlMigration {
  protected readonly statements = [
    `create table workers (
       worker_id text primary key,
       version text not null,
       since timestamptz not null,
       heard_at timestamptz not null default now()
     )`,
    ...reservedForTheService('workers'),
  ];
}
