/** A chain of another service for the tests of the audit trail, linked as the service itself would. */
import { AuditEntry, AuditPage, ReadAudit } from '@tandem/contracts/audit';
import { beginning, hashOf } from '@tandem/platform/audit/audit-chain';

export class AuditChainForTest {
  readonly entries: AuditEntry[] = [];

  constructor(private readonly connectionId: string) {}

  /** Adds entries at these times, each doing what its name says. */
  add(...changes: readonly (readonly [at: string, action: string])[]): void {
    for (const [at, action] of changes) {
      const last = this.entries.at(-1);
      const links = { sequence: (last?.sequence ?? 0) + 1, previousHash: last?.hash ?? beginning };
      const content = {
        at,
        action,
        subject: 'user:anna',
        roles: ['admin'],
        target: this.connectionId,
        fields: [],
        correlationId: 'request',
      };
      this.entries.push({ ...content, ...links, hash: hashOf(this.connectionId, { ...content, ...links }) });
    }
  }

  page({ connectionId, limit, after, before = Infinity }: ReadAudit): AuditPage {
    if (connectionId !== this.connectionId) return { entries: [] };
    const forwards = this.entries.filter(({ sequence }) => sequence > (after ?? 0) && sequence < before);
    const { sequence, hash } = this.entries.at(-1)!;
    return { entries: (after === undefined ? forwards.reverse() : forwards).slice(0, limit), head: { sequence, hash } };
  }
}
