/** The chains of the audit trail: the gateway's own, and those of the services that keep one. */
import { readConnectionAudit, readCouplingAudit, readSyncAudit } from '@tandem/contracts/audit';
import { AuditTrail } from '@tandem/platform/audit/audit-trail';
import { Bus } from '@tandem/platform/messaging/bus';
import { AuditChain } from '../use-cases/audit-chain';

const kept = { 'connection-setup': readConnectionAudit, coupling: readCouplingAudit, 'sync-orchestration': readSyncAudit } as const;

/** One chain of each service; asked for a connection, each answers what it knows of it. */
export const auditChains = (own: AuditTrail, bus: Bus): AuditChain[] => [
  { service: 'gateway', page: (input) => own.page(input) },
  ...Object.entries(kept).map(([service, contract]) => ({ service, page: (input) => bus.ask(contract, input) }) satisfies AuditChain),
];
