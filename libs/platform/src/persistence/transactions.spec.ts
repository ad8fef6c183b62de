import { Failure } from '@tandem/domain/failure';
import { Client } from 'pg';
import { DatabaseForTest, databaseForTest } from '../testing/database-for-test';
import { eventually } from '../testing/eventually';
import { LocalNats } from '../testing/local-nats';
import { ServiceForTest, serviceForTest } from '../testing/service-for-test';
import { noteTable, notes, NotesModule } from './notes.fixture';
import { Transactions } from './transactions';

const contoso = '11111111-1111-4111-8111-111111111111';
const fabrikam = '22222222-2222-4222-8222-222222222222';

describe('transactions of a service', () => {
  let nats: LocalNats;
  let database: DatabaseForTest;
  let service: ServiceForTest;
  let transactions: Transactions;

  beforeAll(async () => {
    [nats, database] = await Promise.all([LocalNats.start(), databaseForTest(notes)]);
    service = await serviceForTest(NotesModule, { variables: { NATS_URL: nats.url, ...database.variables } });
    transactions = service.app.get(Transactions);
  });

  afterAll(async () => {
    await service?.stop();
    await Promise.all([nats?.stop(), database?.drop()]);
  });

  beforeEach(() => transactions.run(null, (db) => db.execute('delete from notes')));

  const write = (connectionId: string | null, owner: string, text: string): Promise<number> =>
    transactions.run(connectionId, (db) => db.execute('insert into notes (connection_id, text) values ($1, $2)', [owner, text]));
  const texts = (connectionId: string | null): Promise<string[]> =>
    transactions.run(connectionId, async (db) =>
      (await db.query<{ text: string }>('select text from notes order by id')).map(({ text }) => text),
    );

  async function asRuntimeRole(body: (client: Client) => Promise<unknown>): Promise<unknown> {
    const client = new Client({ connectionString: database.variables.DATABASE_URL });
    await client.connect();
    return body(client).finally(() => client.end());
  }

  it('sees the rows of its connection only', async () => {
    await write(contoso, contoso, 'of Contoso');
    await write(fabrikam, fabrikam, 'of Fabrikam');
    expect(await texts(contoso)).toEqual(['of Contoso']);
    expect(await texts(fabrikam)).toEqual(['of Fabrikam']);
  });

  it('writes no row of another connection', async () => {
    await expect(write(contoso, fabrikam, 'smuggled')).rejects.toThrow(/row-level security/);
  });

  it('changes no row of another connection', async () => {
    await write(contoso, contoso, 'of Contoso');
    expect(await transactions.run(fabrikam, (db) => db.execute(`update notes set text = 'overwritten'`))).toBe(0);
  });

  it('reaches all connections in work of the service itself', async () => {
    await write(contoso, contoso, 'of Contoso');
    await write(fabrikam, fabrikam, 'of Fabrikam');
    expect(await texts(null)).toEqual(['of Contoso', 'of Fabrikam']);
  });

  it('keeps tables of the service itself away from the work of a connection', async () => {
    await transactions.run(null, (db) => db.execute(`insert into timetable values ('nightly')`));
    expect(await transactions.run(contoso, (db) => db.query('select * from timetable'))).toEqual([]);
  });

  it('shows nothing to raw SQL that has not named a connection', async () => {
    await write(contoso, contoso, 'of Contoso');
    expect(await asRuntimeRole(async (client) => (await client.query('select * from notes')).rows)).toEqual([]);
  });

  it('gives the runtime role no right to change tables, policies or the list of migrations', async () => {
    for (const statement of [
      'alter table notes disable row level security',
      'drop policy by_connection on notes',
      'create table mine (id integer)',
      'truncate notes',
      'delete from migrations',
    ])
      await expect(asRuntimeRole((client) => client.query(statement))).rejects.toThrow(/must be owner|permission denied/);
  });

  it('leaves nothing behind when its body throws', async () => {
    const failing = transactions.run(contoso, async (db) => {
      await db.execute('insert into notes (connection_id, text) values ($1, $2)', [contoso, 'half done']);
      throw new Failure('rejected', 'note.refused', 'No.');
    });
    await expect(failing).rejects.toMatchObject({ code: 'note.refused' });
    expect(await texts(contoso)).toEqual([]);
  });

  it('offers the tables of TypeORM inside the same transaction and scope', async () => {
    const saved = await transactions.run(contoso, (db) => db.table(noteTable).save({ connectionId: contoso, text: 'as an entity' }));
    expect(saved.id).toBeGreaterThan(0);
    expect(await transactions.run(fabrikam, (db) => db.table(noteTable).find())).toEqual([]);
  });

  it('has a statement planned once per session', async () => {
    const count = `select count(*)::integer as times from pg_prepared_statements where statement = 'select id from notes where text = $1'`;
    const planned = await transactions.run(contoso, async (db) => {
      for (const text of ['a', 'b', 'c']) await db.query('select id from notes where text = $1', [text]);
      return db.query<{ times: number }>(count);
    });
    expect(planned).toEqual([{ times: 1 }]);
  });

  it('goes on when the next version has given a table another column meanwhile', async () => {
    const everything = () => transactions.run(contoso, (db) => db.query('select * from notes'));
    await write(contoso, contoso, 'before');
    for (let session = 0; session < 3; session++) await everything();
    const owner = new Client({ connectionString: database.variables.DATABASE_OWNER_URL });
    await owner.connect();
    await owner.query('alter table notes.notes add column later text').finally(() => owner.end());
    expect(await everything()).toEqual([expect.objectContaining({ text: 'before', later: null })]);
  });

  it('is run again when it loses against another one that wants the same rows', async () => {
    await write(contoso, contoso, 'first');
    await write(contoso, contoso, 'second');
    const touch = (order: string): Promise<void> =>
      transactions.run(contoso, async (db) => {
        const rows = await db.query<{ id: number }>(`select id from notes order by id ${order}`);
        for (const { id } of rows) await db.execute('update notes set text = text || $2 where id = $1', [id, '!']);
      });
    await Promise.all(Array.from({ length: 6 }, (_, index) => touch(index % 2 ? 'asc' : 'desc')));
    expect(await texts(contoso)).toEqual([`first${'!'.repeat(6)}`, `second${'!'.repeat(6)}`]);
  });

  it('is a transient failure when the connection is lost, and works again afterwards', async () => {
    const lost = transactions.run(contoso, async (db) => {
      const [session] = await db.query<{ pid: number }>('select pg_backend_pid() pid');
      await service.app.get(Transactions).run(null, (other) => other.query('select pg_terminate_backend($1)', [session?.pid]));
      await db.query('select 1');
    });
    await expect(lost).rejects.toMatchObject({ kind: 'transient', code: 'database.unavailable' });
    await eventually(() => texts(contoso).then(() => true));
  });

  it('has its migrations run once, however many instances start at the same time', async () => {
    const fresh = await databaseForTest({ ...notes, schema: 'notes', migrations: [] });
    const variables = { NATS_URL: nats.url, ...fresh.variables };
    const instances = await Promise.all([1, 2, 3].map(() => serviceForTest(NotesModule, { variables })));
    const done = await instances[0]?.app.get(Transactions).run(null, (db) => db.query('select name from migrations order by id'));
    expect(done).toEqual([{ name: 'CreateNotes1764000000001' }, { name: 'CreateTimetable1764000000002' }]);
    await Promise.all(instances.map((instance) => instance.stop()));
    await fresh.drop();
  });

  it('makes the service ready only while the database answers', async () => {
    expect(await (await fetch(`${service.url}/health/ready`)).json()).toEqual({ status: 'up', needs: { nats: 'up', database: 'up' } });
  });
});
