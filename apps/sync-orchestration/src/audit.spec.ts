import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { AuditEntry, readSyncAudit } from '@tandem/contracts/audit';
import { compareDrift } from '@tandem/contracts/drift';
import { approveGuard, listGuards } from '@tandem/contracts/guards';
import { passGuard } from '@tandem/contracts/deletion-guard';
import { assignIssues, dismissIssues, listIssues, resolveIssue } from '@tandem/contracts/issues';
import { cancelJob } from '@tandem/contracts/jobs';
import { matchMapping } from '@tandem/contracts/match-runs';
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

  it('tells who has started a match, compared everything, and cancelled a job', async () => {
    const job = await inTrace(anna, () => orchestration.bus.ask(matchMapping, { connectionId, mapping: 'CUSTOMER', dryRun: true }));
    await inTrace(anna, () => orchestration.bus.ask(cancelJob, { connectionId, jobId: job.id }));
    await inTrace(anna, () => orchestration.bus.ask(compareDrift, { connectionId, mapping: 'CURRENCY' }));
    expect(await entries()).toEqual([
      expect.objectContaining({ action: 'match.started', target: job.id, fields: ['CUSTOMER'], ...by }),
      expect.objectContaining({ action: 'job.cancelled', target: job.id, fields: ['CUSTOMER', 'toSales'], ...by }),
      expect.objectContaining({ action: 'drift.compared', fields: ['CURRENCY', 'toSales'], ...by }),
    ]);
  });

  it('tells what people do with issues, and nothing where none was there', async () => {
    await orchestration.startOne(connectionId, 'CUSTOMER', { direction: 'toSales', ids: [randomUUID()] });
    const conflict = {
      recordId: 'customer-1',
      kind: 'conflict' as const,
      code: 'record.conflict',
      message: 'Both sides have changed city.',
    };
    await orchestration.report(await orchestration.taken(), { issues: [{ ...conflict, details: { fields: ['city'] } }] });
    const [issue] = (await orchestration.bus.ask(listIssues, { connectionId, limit: 1 })).items;
    const ids = [issue!.id];
    await inTrace(anna, () => orchestration.bus.ask(assignIssues, { connectionId, ids, assignee: 'Bob' }));
    await inTrace(anna, () => orchestration.bus.ask(resolveIssue, { connectionId, issueId: issue!.id, choices: { city: 'sales' } }));
    await inTrace(anna, () => orchestration.bus.ask(dismissIssues, { connectionId, filter: { mapping: 'CUSTOMER' } }));
    await inTrace(anna, () => orchestration.bus.ask(dismissIssues, { connectionId, filter: { mapping: 'VENDOR' } }));
    const told = (await entries()).map(({ action, target, fields }) => ({ action, target, fields }));
    expect(told).toEqual([
      { action: 'issues.assigned', target: issue!.id, fields: ids },
      { action: 'issue.resolved', target: issue!.id, fields: ['city'] },
      { action: 'issues.dismissed', target: 'CUSTOMER', fields: [] },
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
