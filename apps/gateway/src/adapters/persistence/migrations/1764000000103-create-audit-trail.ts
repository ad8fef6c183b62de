import { auditTrailTables } from '@tandem/platform/audit/audit-schema';
import { SqlMigration } from '@tandem/platform/persistence/sql-migration';

/** Who has given and taken away API tokens. */
export class CreateAuditTrail1764000000103 extends SqlMigration {
  protected readonly statements = auditTrailTables;
}
