import { DeletionView, listDeletions } from '@tandem/contracts/deletions';
import { compareDrift, DriftView, listDrift } from '@tandem/contracts/drift';
import { GatewayForTest, gatewayForTest } from './testing/gateway.fixture';

const connectionId = '11111111-1111-4111-8111-111111111111';
const address = `/api/v1/connections/${connectionId}`;
const deletion: DeletionView = {
  ...{
    couplingId: 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa',
    mapping: 'CUSTOMER',
    side: 'sales',
    recordId: 'account',
    counterpartId: 'customer',
  },
  ...{ policy: 'restore', state: 'underway', since: '2026-01-01T00:00:00.000Z' },
};
const drift: DriftView = {
  ...{ mapping: 'CUSTOMER', direction: 'toSales', jobId: 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb', state: 'running' },
  ...{ askedAt: '2026-01-01T00:00:00.000Z', compared: 7, repaired: 1, overwritten: 1, deleted: 0, conflicts: 0, failed: 0 },
};

describe('deletions and drift over REST', () => {
  let gateway: GatewayForTest;
  beforeAll(async () => {
    gateway = await gatewayForTest();
    gateway.neighbours.answer(listDeletions, () => ({ items: [deletion] }));
    gateway.neighbours.answer(listDrift, () => ({ items: [drift] }));
    gateway.neighbours.answer(compareDrift, () => ({ items: [drift] }));
  }, 60_000);
  afterAll(() => gateway.stop());

  it('lists what was deleted, of a mapping where one is named', async () => {
    expect(await gateway.send(`${address}/deletions?mapping=CUSTOMER&limit=10`)).toMatchObject({
      status: 200,
      body: { items: [deletion] },
    });
    expect(gateway.neighbours.questionsTo(listDeletions)).toEqual([{ connectionId, mapping: 'CUSTOMER', limit: 10 }]);
  });

  it('tells what the last compares have found', async () => {
    expect(await gateway.send(`${address}/drift`)).toMatchObject({ status: 200, body: { items: [drift] } });
  });

  it('starts a compare, and names the jobs to watch', async () => {
    const answer = await gateway.send(`${address}/drift`, { method: 'POST', body: { mapping: 'CUSTOMER' } });
    expect(answer).toMatchObject({ status: 202, body: { items: [drift] } });
    expect(gateway.neighbours.questionsTo(compareDrift)).toEqual([{ connectionId, mapping: 'CUSTOMER' }]);
    expect(await gateway.send(`${address}/drift`, { method: 'POST', body: { mapping: 'CUSTOMER', force: true } })).toMatchObject({
      status: 400,
    });
  });
});
