import { changeMapping, MappingDetail } from '@tandem/contracts/mappings';
import { GatewayForTest, gatewayForTest } from './testing/gateway.fixture';

const connectionId = '11111111-1111-4111-8111-111111111111';
const address = `/api/v1/connections/${connectionId}/mappings/CUSTOMER`;
const mapping: MappingDetail = {
  ...{
    name: 'CUSTOMER',
    businessCentralTable: 'customers',
    salesTable: 'accounts',
    direction: 'both',
    dependsOn: [],
    wave: 2,
    enabled: true,
  },
  ...{ onlyCoupled: true, conflictPolicy: 'ask', deletionPolicy: 'restore', version: 4, customised: true },
  ...{ fields: [], only: {}, matchOn: [], rules: [], settings: { deletionPolicy: 'restore' } },
};

describe('the policies of a mapping over REST', () => {
  let gateway: GatewayForTest;
  beforeAll(async () => {
    gateway = await gatewayForTest();
    gateway.neighbours.answer(changeMapping, () => mapping);
  }, 60_000);
  afterAll(() => gateway.stop());
  const patch = (body: object, headers = {}) => gateway.send(address, { method: 'PATCH', body, headers });

  it('are changed under the version that was read, in the name of who is signed in', async () => {
    const answer = await patch({ deletionPolicy: 'restore', conflictPolicy: null }, { 'if-match': '"3"' });
    expect(answer).toMatchObject({ status: 200, body: { deletionPolicy: 'restore', version: 4 } });
    expect(answer.headers.get('etag')).toBe('"4"');
    expect(gateway.neighbours.questionsTo(changeMapping)).toEqual([
      {
        ...{ connectionId, mapping: 'CUSTOMER', version: 3 },
        ...{ changes: { deletionPolicy: 'restore', conflictPolicy: null }, changedBy: expect.any(String) as string },
      },
    ]);
  });

  it.each([{ deletionPolicy: 'shred' }, { onlyCoupled: 'yes' }, { name: 'CLIENT' }])('do not take %j', async (body) => {
    expect(await patch(body)).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });
});
