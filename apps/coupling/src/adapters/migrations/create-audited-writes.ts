import { isolatedByConnection } from '@tandem/platform/persistence/row-level-security';
import { SqlMigration } from '@tandem/platform/persistence/sql-migration';

/** What workers have written, chunk by chunk, beside the entry of the audit trail that holds its digest. Kept as the text that came: no statement looks inside. */
export class CreateAuditedWrites1795300000070 extends SqlMigration {
  protected readonly statements = [
    `create table audited_writes (
       connection_id uuid not null,
       sequence bigint not null,
       mapping text not null,
       direction text not null,
       writes json not null,
       primary key (connection_id, sequence))`,
    ...isolatedByConnection('audited_writes'),
    `create trigger append_only before update or delete or truncate on audited_writes
       for each statement execute function refuse_change_of_audit_trail()`,
  ];
}
