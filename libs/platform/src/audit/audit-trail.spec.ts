import { Client } from 'pg';
import { inTrace } from '../observability/trace-context';
import { Transactions } from '../persistence/transactions';
import { DatabaseForTest, databaseForTest } from '../testing/database-for-test';
import { LocalNats } from '../testing/local-nats';
import { ServiceForTest, serviceForTest } from '../testing/service-for-test';
import { BrokenLink, ChainVerification } from './audit-chain';
import { audit, AuditTrail } from './audit-trail';
import { diary, DiaryModule } from './diary.fixture';

const contoso = '11111111-1111-4111-8111-111111111111';
const fabrikam = '22222222-2222-4222-8222-222222222222';
const anna = { correlationId: 'request-1', traceparent: '', actor: { subject: 'user:änna', roles: ['admin'] } };

describe('the audit trail', () => {
  let nats: LocalNats;
  let database: DatabaseForTest;
  let service: ServiceForTest;
  let transactions: Transactions;
  let trail: AuditTrail;

  beforeAll(async () => {
    nats = await LocalNats.start();
  });
  afterAll(() => nats?.stop());

  beforeEach(async () => {
    database = await databaseForTest(diary);
    service = await serviceForTest(DiaryModule, { variables: { NATS_URL: nats.url, ...database.variables } });
    transactions = service.app.get(Transactions);
    trail = new AuditTrail(transactions);
    for (const target of ['first', 'second', 'third']) await note(contoso, target);
  });
  afterEach(async () => {
    await service?.stop();
    await database?.drop();
  });

  const note = (connectionId: string, target: string): Promise<number> =>
    inTrace(anna, () =>
      transactions.run(connectionId, (db) => audit(db, { connectionId, action: 'page.written', target, before: { target: 'blank' } })),
    );
  const brokenLink = async (): Promise<BrokenLink | undefined> => {
    const verification = new ChainVerification(contoso);
    const { entries, head } = await trail.page({ connectionId: contoso, limit: 500, after: 0 });
    verification.follow(entries);
    verification.end(head);
    return verification.broken;
  };

  /** What somebody does who owns the database. */
  async function forge(...statements: string[]): Promise<void> {
    const client = new Client({ connectionString: database.adminUrl });
    await client.connect();
    await client.query(['set search_path to diary', 'set session_replication_role = replica', ...statements].join(';'));
    await client.end();
  }

  it('says who, what, when, and holds digests instead of values', async () => {
    const { entries } = await trail.page({ connectionId: contoso, limit: 1 });
    expect(entries).toEqual([
      expect.objectContaining({ sequence: 3, subject: 'user:änna', roles: ['admin'], action: 'page.written', target: 'third' }),
    ]);
    expect(entries[0]).toMatchObject({ correlationId: 'request-1', before: expect.stringMatching(/^[0-9a-f]{64}$/), after: undefined });
  });

  it('is whole as it was written, page by page', async () => {
    const verification = new ChainVerification(contoso);
    for (let after = 0; after < 3; after++) verification.follow((await trail.page({ connectionId: contoso, limit: 1, after })).entries);
    verification.end((await trail.page({ connectionId: contoso, limit: 1, after: 3 })).head);
    expect([verification.verified, verification.broken]).toEqual([3, undefined]);
  });

  it('stays whole when many write at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, at) => note(contoso, `page ${at}`)));
    expect(await brokenLink()).toBeUndefined();
    expect((await trail.page({ connectionId: contoso, limit: 500 })).entries).toHaveLength(23);
  });

  it('tells nothing of a change that did not happen', async () => {
    const failing = transactions.run(contoso, async (db) => {
      await audit(db, { connectionId: contoso, action: 'page.written', target: 'never' });
      throw new Error('the change itself fails');
    });
    await expect(failing).rejects.toThrow('the change itself fails');
    expect((await trail.page({ connectionId: contoso, limit: 500 })).entries).toHaveLength(3);
  });

  it('keeps the chains of connections apart', async () => {
    await note(fabrikam, 'another');
    expect((await trail.page({ connectionId: fabrikam, limit: 500 })).entries).toMatchObject([{ sequence: 1, target: 'another' }]);
  });

  it.each([`update audit_trail set subject = 'nobody'`, 'delete from audit_trail', 'delete from audit_heads'])(
    'does not let the service itself run: %s',
    async (statement) => {
      await expect(transactions.run(contoso, (db) => db.execute(statement))).rejects.toThrow('append-only');
    },
  );

  it.each<[string, string[], BrokenLink]>([
    ['a changed entry', [`update audit_trail set subject = 'user:nobody' where sequence = 2`], { sequence: 2, problem: 'changed' }],
    [
      'a digest that was exchanged',
      [`update audit_trail set before = repeat('a', 64) where sequence = 1`],
      { sequence: 1, problem: 'changed' },
    ],
    ['a removed entry', ['delete from audit_trail where sequence = 2'], { sequence: 2, problem: 'missing' }],
    ['an entry removed from the end', ['delete from audit_trail where sequence = 3'], { sequence: 3, problem: 'cutOff' }],
    ['a removed chain', ['delete from audit_trail'], { sequence: 1, problem: 'cutOff' }],
    ['a removed head', ['delete from audit_heads'], { sequence: 4, problem: 'cutOff' }],
    [
      'entries in another order',
      [
        'update audit_trail set sequence = 5 - sequence + 10 where sequence > 1',
        'update audit_trail set sequence = sequence - 10 where sequence > 10',
      ],
      { sequence: 2, problem: 'unlinked' },
    ],
    [
      'an entry of another connection in the place of one',
      [
        `update audit_trail set connection_id = '${fabrikam}'`,
        `update audit_heads set connection_id = '${fabrikam}'`,
        `update audit_trail set connection_id = '${contoso}' where connection_id = '${fabrikam}' and target = 'second'`,
      ],
      { sequence: 1, problem: 'missing' },
    ],
  ])('notices %s', async (_what, statements, link) => {
    await forge(...statements);
    expect(await brokenLink()).toEqual(link);
  });
});
