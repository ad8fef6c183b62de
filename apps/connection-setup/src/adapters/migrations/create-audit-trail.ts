import { auditTrailTables } from '@tandem/platform/audit/audit-schema';
import { SqlMigration } from '@tandem/platform/persistence/sql-migration';

/** Who has changed which connection. */
export class CreateAuditTrail1764000000021 extends SqlMigration {
  protected readonly statements = auditTrailTables;
}
