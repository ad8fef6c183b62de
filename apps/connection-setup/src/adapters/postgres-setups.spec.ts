import { randomUUID } from 'node:crypto';
import { Transactions } from '@tandem/platform/persistence/transactions';
import { RunningConnectionSetup } from '../connection-setup.fixture';
import { newSetup } from '../domain/setup/setup';
import { PostgresSetups } from './postgres-setups';

describe('what the guides remember, in PostgreSQL', () => {
  let running: RunningConnectionSetup;
  let setups: PostgresSetups;
  let transactions: Transactions;
  let id: string;

  beforeAll(async () => {
    running = await RunningConnectionSetup.start();
    transactions = running.service.app.get(Transactions);
    setups = new PostgresSetups(transactions);
  });
  beforeEach(async () => void ({ id } = await running.create({ name: `Contoso ${randomUUID()}` })));
  afterAll(() => running?.stop());

  const deed = { action: 'setup.entered', step: 'company' } as const;
  const at = new Date('2026-11-02T08:00:00Z');

  it('is new where the guide was not used yet', async () => expect(await setups.of(id)).toEqual(newSetup(id)));

  it('comes back as it was stored, under the next version', async () => {
    const stored = {
      ...newSetup(id),
      draft: { businessCentral: { companyName: 'CRONUS' } },
      secrets: { wrappedKey: 'k', masterKeyVersion: '1', values: { 'sales.password': 'encrypted' } },
      inspected: { company: { findings: [], at, of: 'state' } },
      runs: { survey: { results: ['CUSTOMER: 68'] } },
      confirmations: { company: { by: 'user:ira', at } },
    };
    await setups.save(stored, deed);
    expect(await setups.of(id)).toEqual({ ...stored, version: 1 });
  });

  it('is stored by one of two who have read the same version', async () => {
    const read = await setups.of(id);
    await setups.save(read, deed);
    await expect(setups.save(read, deed)).rejects.toMatchObject({ kind: 'conflict', code: 'connection.changedMeanwhile' });
  });

  it('keeps what the checks have found without a new version', async () => {
    const inspection = { findings: [{ check: 'company', state: 'passed', message: 'CRONUS' }], at, of: 'state' } as const;
    await setups.keepInspection(id, inspection);
    expect(await setups.inspection(id)).toEqual(inspection);
    expect((await setups.of(id)).version).toBe(0);
  });

  it('is kept away from a transaction of another connection', async () => {
    await setups.save(newSetup(id), deed);
    const other = '22222222-2222-4222-8222-222222222222';
    const seen = await transactions.run(other, (db) => db.query('select connection_id from setups'));
    const deleted = await transactions.run(other, (db) => db.execute('delete from setups'));
    expect({ seen, deleted }).toEqual({ seen: [], deleted: 0 });
  });
});
