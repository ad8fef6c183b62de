import { isolatedByConnection } from '@tandem/platform/persistence/row-level-security';
import { SqlMigration } from '@tandem/platform/persistence/sql-migration';

/** Which job compared a mapping in a direction last. */
export class CreateDriftCompares1764000000060 extends SqlMigration {
  protected readonly statements = [
    `create table drift_compares (
       connection_id uuid not null,
       mapping text not null,
       direction text not null,
       job_id uuid not null references jobs on delete cascade,
       primary key (connection_id, mapping, direction))`,
    ...isolatedByConnection('drift_compares'),
  ];
}
