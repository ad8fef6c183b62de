import { GatewayForTest, gatewayForTest } from './testing/gateway.fixture';

describe('too many requests', () => {
  let gateway: GatewayForTest;
  beforeAll(async () => {
    gateway = await gatewayForTest({ RATE_BURST: '5', RATE_PER_SECOND: '1' });
  }, 60_000);
  afterAll(() => gateway.stop());

  const statuses = async (count: number, token?: string): Promise<number[]> => {
    const answers = await Promise.all(Array.from({ length: count }, () => gateway.send('/api/v1/me', { token })));
    return answers.map(({ status }) => status).sort();
  };

  it('of one caller are asked to wait, others are not', async () => {
    const { body } = await gateway.send('/api/v1/tokens', { method: 'POST', body: { name: 'another', roles: ['viewer'] } });
    expect(await statuses(6)).toEqual([200, 200, 200, 200, 429, 429]);
    const refused = await gateway.send('/api/v1/me');
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate.limited' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await statuses(5, String(body.token))).toEqual([200, 200, 200, 200, 200]);
  });

  it('with wrong tokens are counted by address, so that nobody can try them all', async () => {
    expect(await statuses(6, 'tandem_wrong')).toEqual([401, 401, 401, 401, 401, 429]);
  });
});
