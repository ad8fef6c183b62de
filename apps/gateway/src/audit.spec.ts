import { readConnectionAudit, readCouplingAudit, readSyncAudit } from '@tandem/contracts/audit';
import { readAuditedWrites, textOf } from '@tandem/contracts/audited-writes';
import { digestOf } from '@tandem/platform/audit/audit-chain';
import { Failure } from '@tandem/domain/failure';
import { Client } from 'pg';
import { AuditChainForTest } from './testing/audit-chain.fixture';
import { GatewayForTest, gatewayForTest } from './testing/gateway.fixture';

const contoso = '11111111-1111-4111-8111-111111111111';
interface Line {
  readonly action: string;
  readonly service: string;
}

describe('the audit trail over REST', () => {
  let gateway: GatewayForTest;
  let chain: AuditChainForTest;
  beforeAll(async () => (gateway = await gatewayForTest()), 60_000);
  afterAll(() => gateway.stop());
  beforeEach(() => {
    chain = new AuditChainForTest(contoso);
    chain.add(['2026-11-02T08:00:00.000Z', 'connection.created'], ['2026-11-02T09:00:00.000Z', 'connection.enabled']);
    gateway.neighbours.answer(readConnectionAudit, (input) => chain.page(input));
    for (const quiet of [readCouplingAudit, readSyncAudit]) gateway.neighbours.answer(quiet, () => ({ entries: [] }));
  });

  const linesOf = async (query: string): Promise<{ lines: Line[]; nextCursor?: string }> => {
    const { status, body } = await gateway.send(`/api/v1/audit?${query}`);
    expect(status).toBe(200);
    return { lines: body.items as Line[], nextCursor: body.nextCursor as string | undefined };
  };
  const verified = async (query = ''): Promise<Record<string, unknown>> => (await gateway.send(`/api/v1/audit/verify?${query}`)).body;

  it('lists the changes of a connection, the newest first, with the service that keeps them', async () => {
    const { lines, nextCursor } = await linesOf(`connectionId=${contoso}`);
    expect(lines.map(({ action, service }) => `${service}: ${action}`)).toEqual([
      'connection-setup: connection.enabled',
      'connection-setup: connection.created',
    ]);
    expect(nextCursor).toBeUndefined();
  });

  it('is read to its beginning page by page', async () => {
    const first = await linesOf(`connectionId=${contoso}&limit=1`);
    chain.add(['2026-11-02T10:00:00.000Z', 'connection.disabled']);
    const second = await linesOf(`connectionId=${contoso}&limit=1&cursor=${first.nextCursor}`);
    expect([...first.lines, ...second.lines].map(({ action }) => action)).toEqual(['connection.enabled', 'connection.created']);
    expect(second.nextCursor).toBeUndefined();
  });

  it.each(['nonsense', Buffer.from('{"gateway":0}').toString('base64url')])('refuses the cursor %s', async (cursor) => {
    const answer = await gateway.send(`/api/v1/audit?cursor=${cursor}`);
    expect(answer).toMatchObject({ status: 422, body: { code: 'request.invalidCursor' } });
  });

  it('shows what workers have written, and whether it is what the entry says', async () => {
    const list = { mapping: 'CUSTOMER', direction: 'toSales' as const, writes: [{ operation: 'create' as const, recordId: 'account-1' }] };
    gateway.neighbours.answer(readAuditedWrites, () => list);
    const [entry] = chain.page({ connectionId: contoso, limit: 1, after: 0 }).entries;
    const entryWith = (after: string) => gateway.neighbours.answer(readCouplingAudit, () => ({ entries: [{ ...entry!, after }] }));
    const shown = () => gateway.send(`/api/v1/audit/writes?connectionId=${contoso}&sequence=1`);
    entryWith(digestOf(textOf(list)));
    expect(await shown()).toMatchObject({ status: 200, body: { ...list, intact: true } });
    entryWith(digestOf('something else'));
    expect(await shown()).toMatchObject({ status: 200, body: { ...list, intact: false } });
  });

  it('tells who has given and taken away an API token, and never its text', async () => {
    const { body } = await gateway.send('/api/v1/tokens', { method: 'POST', body: { name: 'a program', roles: ['viewer'] } });
    await gateway.send(`/api/v1/tokens/${String(body.id)}`, { method: 'DELETE' });
    const { lines } = await linesOf('');
    const by = { service: 'gateway', subject: 'local-administrator', roles: ['admin'], target: body.id };
    expect(lines.slice(0, 2)).toEqual([
      expect.objectContaining({ action: 'token.revoked', ...by }),
      expect.objectContaining({ action: 'token.created', ...by }),
    ]);
    expect(JSON.stringify(lines)).not.toContain(body.token);
  });

  it('is found whole, with the last link of each chain', async () => {
    expect(await verified(`connectionId=${contoso}`)).toEqual({
      intact: true,
      chains: [
        { service: 'gateway', verified: 0 },
        { service: 'connection-setup', verified: 2, head: { sequence: 2, hash: chain.entries[1]?.hash } },
        { service: 'coupling', verified: 0 },
        { service: 'sync-orchestration', verified: 0 },
      ],
    });
  });

  it('is not shown, nor called whole, where a service does not tell its part', async () => {
    gateway.neighbours.answer(readConnectionAudit, () => {
      throw new Failure('transient', 'database.unavailable', 'The database does not answer at the moment.');
    });
    for (const path of ['audit', 'audit/verify']) expect((await gateway.send(`/api/v1/${path}`)).status).toBe(503);
  });

  it('tells the first link that somebody has changed in another service', async () => {
    chain.entries[0]!.subject = 'user:nobody';
    expect(await verified(`connectionId=${contoso}`)).toMatchObject({
      intact: false,
      chains: expect.arrayContaining([
        expect.objectContaining({ service: 'connection-setup', broken: { sequence: 1, problem: 'changed' } }),
      ]),
    });
  });

  it("tells the first link that somebody has removed from the gateway's own chain", async () => {
    for (const name of ['one', 'two', 'three']) await gateway.send('/api/v1/tokens', { method: 'POST', body: { name, roles: ['viewer'] } });
    expect(await verified()).toMatchObject({ intact: true });
    await asOwner(`set session_replication_role = replica; delete from gateway.audit_trail where sequence = 2`);
    const { intact, chains } = await verified();
    expect([intact, (chains as unknown[])[0]]).toMatchObject([false, { verified: 1, broken: { sequence: 2, problem: 'missing' } }]);
  });

  async function asOwner(sql: string): Promise<void> {
    const client = new Client({ connectionString: gateway.databaseUrl });
    await client.connect();
    await client.query(sql);
    await client.end();
  }
});
