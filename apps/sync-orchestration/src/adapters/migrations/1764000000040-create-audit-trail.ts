import { auditTrailTables } from '@tandem/platform/audit/audit-schema';
import { SqlMigration } from '@tandem/platform/persistence/sql-migration';

/** Who has changed mappings and schedules, run reviews and decided about deletions. */
export class CreateAuditTrail1764000000040 extends SqlMigration {
  protected readonly statements = auditTrailTables;
}
