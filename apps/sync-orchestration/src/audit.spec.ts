import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { AuditEntry, readSyncAudit } from '@tandem/contracts/audit';
import { approveGuard, listGuards } from '@tandem/contracts/guards';
import { passGuard } from '@tandem/contracts/deletion-guard';
import { changeMapping } from '@tandem/contracts/mappings';
import { createReview, startReview } from '@tandem/contracts/reviews';
import { ChainVerification } from '@tandem/platform/audit/audit-chain';
import { inTrace } from '@tandem/platform/observability/trace-context';
import { newConnection, Orchestration } from './orchestration.fixture';

jest.setTimeout(20_000);

const anna = { correlationId: 'request-1', traceparent: '', actor: { subject: 'user:anna', roles: ['operator'] } };

describe('the audit trail of what people do to the synchronisation', () => {
  let orchestration: Orchestration;
  let connectionId: string;

  beforeAll(async () => void (orchestration = await Orchestration.start()));
  afterAll(() => orchestration.stop());
  beforeEach(() => void (connectionId = newConnection()));
  afterEach(() => orchestration.retire());

  const entries = async (): Promise<AuditEntry[]> => {
    const { entries: all, head } = await orchestration.bus.ask(readSyncAudit, { connectionId, limit: 500, after: 0 });
    const verification = new ChainVerification(connectionId);
    verification.follow(all);
    verification.end(head);
    expect(verification.broken).toBeUndefined();
    return all;
  };
  const by = { subject: 'user:anna', roles: ['operator'], correlationId: 'request-1' };

  it('names the settings of a mapping that were changed', async () => {
    const change = { connectionId, mapping: 'CUSTOMER', changes: { conflictPolicy: 'latest' as const }, changedBy: 'Anna' };
    await inTrace(anna, () => orchestration.bus.ask(changeMapping, change));
    expect(await entries()).toEqual([
      expect.objectContaining({ action: 'mapping.changed', target: 'CUSTOMER', fields: ['conflictPolicy'], ...by }),
    ]);
  });

  it('tells who has planned and started a full synchronisation', async () => {
    const { id } = await inTrace(anna, () => orchestration.bus.ask(createReview, { connectionId }));
    await inTrace(anna, () => orchestration.bus.ask(startReview, { connectionId, reviewId: id }));
    const told = (await entries()).map(({ action, target, subject }) => ({ action, target, subject }));
    expect(told).toEqual([
      { action: 'review.create', target: id, subject: 'user:anna' },
      { action: 'review.start', target: id, subject: 'user:anna' },
    ]);
  });

  it('tells who has approved deletions, once', async () => {
    orchestration.neighbours.coupledCustomers.set(connectionId, 1_000);
    await orchestration.startOne(connectionId, 'CUSTOMER', { direction: 'toSales', ids: [randomUUID()] });
    const { pageId, token } = await orchestration.taken();
    const deletions = Array.from({ length: 51 }, (_, at) => ({ recordId: `customer-${at}` }));
    await orchestration.bus.ask(passGuard, { pageId, token, policy: 'deleteCounterpart', deletions });
    const [guard] = (await orchestration.bus.ask(listGuards, { connectionId, limit: 1 })).items;
    const decision = { connectionId, guardId: guard!.id, decidedBy: 'Anna' };
    for (let turn = 0; turn < 2; turn++) await inTrace(anna, () => orchestration.bus.ask(approveGuard, decision));
    expect(await entries()).toEqual([expect.objectContaining({ action: 'guard.approved', target: guard!.id, ...by })]);
  });
});
