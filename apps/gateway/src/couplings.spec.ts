import { getConnection } from '@tandem/contracts/connection';
import { CouplingItem, coupleRecords, listCouplings } from '@tandem/contracts/couplings';
import { synchronize } from '@tandem/contracts/jobs';
import { Failure } from '@tandem/domain/failure';
import { connection } from './testing/connection.fixture';
import { GatewayForTest, gatewayForTest } from './testing/gateway.fixture';

const connectionId = '11111111-1111-4111-8111-111111111111';
const [businessCentralId, salesId, couplingId] = [
  'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa',
  'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb',
  'cccccccc-cccc-4ccc-8ccc-cccccccccccc',
];
const address = `/api/v1/connections/${connectionId}/couplings`;
const moment = '2026-01-01T00:00:00.000Z';
const coupling: CouplingItem = {
  id: couplingId,
  mapping: 'CUSTOMER',
  state: 'coupled',
  businessCentralId,
  salesId,
  inProgress: false,
  createdAt: moment,
  changedAt: moment,
};

describe('couplings over REST', () => {
  let gateway: GatewayForTest;
  beforeAll(async () => {
    gateway = await gatewayForTest();
    gateway.neighbours.answer(coupleRecords, () => coupling);
    gateway.neighbours.answer(getConnection, () => ({
      ...connection(connectionId),
      sales: { url: 'https://contoso.crm4.dynamics.com', hasClientSecret: true, hasPassword: false },
    }));
    gateway.neighbours.answer(listCouplings, () => ({ items: [coupling], nextCursor: 'more' }));
    gateway.neighbours.answer(synchronize, () => ({ jobs: [] }));
  }, 60_000);
  afterAll(() => gateway.stop());
  const post = (path: string, body: object, headers = {}) =>
    gateway.send(address + path, { method: 'POST', body: { mapping: 'CUSTOMER', ...body }, headers });

  it('two records are coupled at once', async () => {
    const answer = await post('', { businessCentralId, salesId, initialSync: 'toSales' });
    expect(answer).toMatchObject({ status: 201, body: { id: couplingId, state: 'coupled' } });
    expect(answer.headers.get('location')).toBe(`${address}/${couplingId}`);
    expect(gateway.neighbours.questionsTo(coupleRecords)).toEqual([
      { connectionId, mapping: 'CUSTOMER', businessCentralId, salesId, initialSync: 'toSales' },
    ]);
  });

  it('a list shows where each record opens', async () => {
    const { body } = await gateway.send(`${address}?mapping=CUSTOMER&limit=1`);
    const sales = `https://contoso.crm4.dynamics.com/main.aspx?pagetype=entityrecord&etn=account&id=${salesId}`;
    expect(body).toEqual({ items: [{ ...coupling, links: { sales } }], nextCursor: 'more' });
  });

  it('a counterpart is created by a job, and stays accepted when it is asked for again', async () => {
    const before = gateway.neighbours.questionsTo(synchronize).length;
    for (let turn = 0; turn < 2; turn++) {
      expect(await post('', { businessCentralId, createIn: 'sales' }, { 'idempotency-key': 'create-in-sales' })).toMatchObject({
        status: 202,
        body: { jobs: [] },
      });
    }
    expect(gateway.neighbours.questionsTo(synchronize).slice(before)).toEqual([
      { connectionId, mapping: 'CUSTOMER', direction: 'toSales', ids: [businessCentralId] },
    ]);
  });

  it('counterparts of many records are created on the side that is named', async () => {
    expect((await post('/create', { side: 'businessCentral', ids: [salesId] })).status).toBe(202);
    expect(gateway.neighbours.questionsTo(synchronize).at(-1)).toEqual({
      connectionId,
      mapping: 'CUSTOMER',
      direction: 'fromSales',
      ids: [salesId],
    });
  });

  it.each([
    ['only one record and no side to create in', { businessCentralId }, 'salesId'],
    ['the record of the side to create in', { salesId, createIn: 'sales' }, 'businessCentralId'],
  ])('%s is refused', async (_what, body, property) => {
    expect(await post('', body)).toMatchObject({
      status: 400,
      body: { errors: expect.arrayContaining([expect.objectContaining({ property })]) },
    });
  });

  it('what must be coupled first is listed in the answer', async () => {
    gateway.neighbours.answer(coupleRecords, () => {
      throw new Failure('blocked', 'coupling.needsFirst', 'The currency must be coupled first.', {
        needs: [{ mapping: 'CURRENCY', value: 'EUR' }],
      });
    });
    expect(await post('', { businessCentralId, salesId })).toMatchObject({
      status: 409,
      body: { code: 'coupling.needsFirst', needs: [{ mapping: 'CURRENCY', value: 'EUR' }] },
    });
  });
});
