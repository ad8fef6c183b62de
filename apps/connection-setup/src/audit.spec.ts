import { randomBytes } from 'node:crypto';
import { AuditEntry, readConnectionAudit } from '@tandem/contracts/audit';
import { changeConnection, ConnectionView, deleteConnection, disableConnection } from '@tandem/contracts/connection';
import { ChainVerification } from '@tandem/platform/audit/audit-chain';
import { inTrace } from '@tandem/platform/observability/trace-context';
import { RunningConnectionSetup } from './connection-setup.fixture';
import { leaksOf } from './leaks.fixture';
import { NoteTrouble } from './use-cases/note-trouble';

const anna = { correlationId: 'request-1', traceparent: '', actor: { subject: 'user:änna', roles: ['admin'] } };

describe('the audit trail of a connection', () => {
  const clientSecret = randomBytes(12).toString('hex');
  let running: RunningConnectionSetup;
  let contoso: ConnectionView;

  const change = async (changes: Parameters<RunningConnectionSetup['sealed']>[0]) =>
    running.bus.ask(changeConnection, { connectionId: contoso.id, changes: await running.sealed(changes) });
  const entries = async (): Promise<AuditEntry[]> =>
    (await running.bus.ask(readConnectionAudit, { connectionId: contoso.id, limit: 500, after: 0 })).entries;

  beforeAll(async () => {
    running = await RunningConnectionSetup.start();
    await inTrace(anna, async () => {
      contoso = await running.create({ name: 'Contoso', sales: { url: 'https://contoso.crm4.dynamics.com' } });
      await change({ sales: { clientSecret } });
      await change({ name: 'Contoso Ltd' });
    });
  });
  afterAll(() => running?.stop());

  it('tells who has changed what', async () => {
    const told = (await entries()).map(({ action, fields, subject, roles }) => ({ action, fields, subject, roles }));
    const by = { subject: 'user:änna', roles: ['admin'] };
    expect(told).toEqual([
      { action: 'connection.created', fields: expect.arrayContaining(['name', 'sales.url']), ...by },
      { action: 'connection.changed', fields: ['sales.clientSecret'], ...by },
      { action: 'connection.changed', fields: ['name'], ...by },
    ]);
  });

  it('goes on from state to state: what was after one change is before the next', async () => {
    const [created, secretChanged, renamed] = await entries();
    expect([created?.before, secretChanged?.before, renamed?.before]).toEqual([undefined, created?.after, secretChanged?.after]);
  });

  it('holds no secret', async () => {
    expect(await leaksOf([clientSecret], running)).toEqual([]);
  });

  it('tells nothing of what was refused, nor of what changes nothing', async () => {
    await expect(change({ sales: { url: 'https://evil.example' } })).rejects.toMatchObject({ code: 'setup.hostNotAllowed' });
    await running.bus.ask(disableConnection, { connectionId: contoso.id });
    await running.service.app.get(NoteTrouble).run(contoso.id, { code: 'connection.secretWrong', message: 'The secret is wrong.' });
    expect(await entries()).toHaveLength(3);
  });

  it('outlives the connection, whole', async () => {
    await running.bus.ask(deleteConnection, { connectionId: contoso.id });
    const { entries: all, head } = await running.bus.ask(readConnectionAudit, { connectionId: contoso.id, limit: 500, after: 0 });
    const verification = new ChainVerification(contoso.id);
    verification.follow(all);
    verification.end(head);
    expect(all.at(-1)).toMatchObject({ action: 'connection.deleted', subject: 'tandem' });
    expect(all.at(-1)?.after).toBeUndefined();
    expect([verification.verified, verification.broken]).toEqual([4, undefined]);
  });
});
