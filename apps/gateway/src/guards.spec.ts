import { approveGuard, GuardView, listGuards, rejectGuard } from '@tandem/contracts/guards';
import { Failure } from '@tandem/domain/failure';
import { GatewayForTest, gatewayForTest } from './testing/gateway.fixture';

const connectionId = '11111111-1111-4111-8111-111111111111';
const guardId = 'aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa';
const address = `/api/v1/connections/${connectionId}/guards`;
const guard: GuardView = {
  ...{ id: guardId, connectionId, mapping: 'CUSTOMER', direction: 'toSales', policy: 'deleteCounterpart', state: 'open' },
  ...{ deletions: 300, couplings: 1_000, openedAt: '2026-01-01T00:00:00.000Z' },
};

describe('the deletion guard over REST', () => {
  let gateway: GatewayForTest;
  beforeAll(async () => {
    gateway = await gatewayForTest();
    gateway.neighbours.answer(listGuards, () => ({ items: [guard] }));
    gateway.neighbours.answer(approveGuard, ({ decidedBy }) => ({ ...guard, state: 'approved' as const, decidedBy }));
    gateway.neighbours.answer(rejectGuard, () => {
      throw new Failure('blocked', 'guard.alreadyApproved', 'The deletions have been approved.');
    });
  }, 60_000);
  afterAll(() => gateway.stop());
  const post = (path: string, body: object) => gateway.send(`${address}/${guardId}/${path}`, { method: 'POST', body });

  it('lists what it asks', async () => {
    expect(await gateway.send(`${address}?state=open&limit=10`)).toMatchObject({ status: 200, body: { items: [guard] } });
    expect(gateway.neighbours.questionsTo(listGuards)).toEqual([{ connectionId, state: 'open', limit: 10 }]);
  });

  it('is answered in the name of who is signed in, whatever the body says', async () => {
    const { status, body } = await post('approve', { reason: 'The old branch is closed' });
    expect([status, body['state']]).toEqual([202, 'approved']);
    const [question] = gateway.neighbours.questionsTo(approveGuard);
    expect(question).toEqual({ connectionId, guardId, reason: 'The old branch is closed', decidedBy: body['decidedBy'] });
    expect(body['decidedBy']).toEqual(expect.stringMatching(/./));
    expect(await post('approve', { decidedBy: 'somebody else' })).toMatchObject({ status: 400 });
  });

  it('says so when an answer comes too late', async () => {
    expect(await post('reject', {})).toMatchObject({ status: 409, body: { code: 'guard.alreadyApproved' } });
  });
});
