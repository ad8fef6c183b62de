import { Transactions } from '@tandem/platform/persistence/transactions';
import { RunningConnectionSetup } from '../connection-setup.fixture';
import { newConnection } from '../domain/connection';
import { behavesLikeConnections } from './connections.contract';
import { PostgresConnections } from './postgres-connections';

describe('connections in PostgreSQL', () => {
  let running: RunningConnectionSetup;
  let transactions: Transactions;

  beforeAll(async () => {
    running = await RunningConnectionSetup.start();
    transactions = running.service.app.get(Transactions);
  });

  afterAll(() => running?.stop());

  behavesLikeConnections(async () => {
    await transactions.run(null, (db) => db.execute('delete from connections'));
    return new PostgresConnections(transactions);
  });

  it('keeps a transaction of one connection away from the rows of another', async () => {
    const [contoso, fabrikam] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const;
    const connections = new PostgresConnections(transactions);
    await connections.add(newConnection(contoso, 'Contoso of the wall', new Date()));
    const seen = await transactions.run(fabrikam, (db) => db.query('select id from connections'));
    const deleted = await transactions.run(fabrikam, (db) => db.execute('delete from connections'));
    expect({ seen, deleted }).toEqual({ seen: [], deleted: 0 });
  });
});
