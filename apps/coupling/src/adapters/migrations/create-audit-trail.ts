import { auditTrailTables } from '@tandem/platform/audit/audit-schema';
import { SqlMigration } from '@tandem/platform/persistence/sql-migration';

/** Who has coupled which records, and taken them apart. */
export class CreateAuditTrail1795300000050 extends SqlMigration {
  protected readonly statements = auditTrailTables;
}
