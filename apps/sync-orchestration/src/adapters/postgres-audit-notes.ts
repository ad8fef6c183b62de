import { audit } from '@tandem/platform/audit/audit-trail';
import { Queries } from '@tandem/platform/persistence/transactions';
import { AuditNote, AuditNotes } from '../domain/audit-notes';

/** The hash-chained audit trail of this service. */
export class PostgresAuditNotes extends AuditNotes {
  constructor(private readonly db: Queries) {
    super();
  }

  async add(note: AuditNote): Promise<void> {
    await audit(this.db, note);
  }
}
