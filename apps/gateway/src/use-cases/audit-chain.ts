import { AuditPage, ReadAudit } from '@tandem/contracts/audit';

/** The audit trail of one service: one chain per connection, and one for what belongs to none. */
export interface AuditChain {
  readonly service: string;
  page(input: ReadAudit): Promise<AuditPage>;
}
