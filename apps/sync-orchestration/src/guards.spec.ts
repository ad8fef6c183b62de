import 'reflect-metadata';
import { approveGuard, GuardView, listGuards, readGuard, rejectGuard } from '@tandem/contracts/guards';
import { listIssues } from '@tandem/contracts/issues';
import { GuardAnswered, passGuard } from '@tandem/contracts/deletion-guard';
import { PageLease } from '@tandem/contracts/sync';
import { eventually } from '@tandem/platform/testing/eventually';
import { newConnection, Orchestration } from './orchestration.fixture';

jest.setTimeout(20_000);

const idsOf = (count: number, prefix = 'customer'): string[] => Array.from({ length: count }, (_, index) => `${prefix}-${index + 1}`);

describe('the deletion guard', () => {
  let orchestration: Orchestration;
  let connectionId: string;

  beforeAll(async () => void (orchestration = await Orchestration.start()));
  afterAll(() => orchestration.stop());
  beforeEach(() => {
    connectionId = newConnection();
    orchestration.neighbours.coupledCustomers.set(connectionId, 1_000);
  });
  afterEach(() => orchestration.retire());

  /** The page of a worker that has seen customers to be gone in Business Central. */
  async function page(options: { direction?: 'toSales' | 'fromSales'; ids?: string[] } = {}): Promise<PageLease> {
    await orchestration.startOne(connectionId, 'CUSTOMER', { direction: 'toSales', ids: [connectionId], ...options });
    return orchestration.taken();
  }

  const ask = ({ pageId, token }: Pick<PageLease, 'pageId' | 'token'>, ids: readonly string[]): Promise<GuardAnswered> =>
    orchestration.bus.ask(passGuard, {
      pageId,
      token,
      policy: 'deleteCounterpart',
      deletions: ids.map((recordId) => ({ recordId, label: `${recordId} Adatum` })),
    });
  const verdicts = async (lease: PageLease, ids: readonly string[]) => [...new Set(Object.values((await ask(lease, ids)).verdicts))];
  const guards = async (state?: GuardView['state']) => (await orchestration.bus.ask(listGuards, { connectionId, state, limit: 10 })).items;
  const decided = (guardId: string) => ({ connectionId, guardId, decidedBy: 'Avery' });
  const held = async (count = 51): Promise<{ guardId: string; lease: PageLease }> => {
    const lease = await page();
    return { lease, guardId: (await ask(lease, idsOf(count))).guardId! };
  };

  it('lets a few deletions pass and asks nobody', async () => {
    expect(await verdicts(await page(), idsOf(50))).toEqual(['passed']);
    expect(await guards()).toEqual([]);
  });

  it('holds more than five in a hundred, all of them, and asks', async () => {
    const { guardId } = await held();
    expect(await guards('open')).toMatchObject([
      { id: guardId, mapping: 'CUSTOMER', direction: 'toSales', policy: 'deleteCounterpart', deletions: 51, couplings: 1_000 },
    ]);
    const { records } = await orchestration.bus.ask(readGuard, { connectionId, guardId });
    expect(records).toContainEqual({ recordId: 'customer-7', label: 'customer-7 Adatum' });
  });

  it('holds the hundred and first of a hundred thousand', async () => {
    orchestration.neighbours.coupledCustomers.set(connectionId, 100_000);
    const lease = await page();
    expect(await verdicts(lease, idsOf(100))).toEqual(['passed']);
    expect(await verdicts(lease, ['one more'])).toEqual(['held']);
  });

  it('lets any share be restored, since that takes nothing away, but not for ever', async () => {
    const lease = await page();
    const restore = async (ids: readonly string[]) => {
      const deletions = ids.map((recordId) => ({ recordId }));
      const { verdicts: given } = await orchestration.bus.ask(passGuard, {
        pageId: lease.pageId,
        token: lease.token,
        policy: 'restore',
        deletions,
      });
      return [...new Set(Object.values(given))];
    };
    expect(await restore(idsOf(100))).toEqual(['passed']);
    expect(await restore(['one more'])).toEqual(['held']);
  });

  it('adds up what comes little by little, page after page', async () => {
    expect(await verdicts(await page(), idsOf(30))).toEqual(['passed']);
    expect(await verdicts(await page(), idsOf(30, 'later'))).toEqual(['held']);
    expect(await guards('open')).toMatchObject([{ deletions: 30 }]);
  });

  it('forgets what is older than a day', async () => {
    await ask(await page(), idsOf(30));
    await orchestration.rows(`update guarded_deletions set counted_at = now() - interval '25 hours' where connection_id = $1`, [
      connectionId,
    ]);
    expect(await verdicts(await page(), idsOf(30, 'later'))).toEqual(['passed']);
  });

  it('counts each direction by itself', async () => {
    await held();
    expect(await verdicts(await page({ direction: 'fromSales' }), idsOf(30))).toEqual(['passed']);
  });

  it('takes in whatever follows while it is asking, and asks once', async () => {
    await held();
    expect(await verdicts(await page(), ['one more'])).toEqual(['held']);
    expect(await guards()).toMatchObject([{ deletions: 52 }]);
  });

  it('counts a deletion once, however often it is asked about', async () => {
    const lease = await page();
    for (let times = 1; times <= 3; times++) expect(await verdicts(lease, idsOf(30))).toEqual(['passed']);
    expect(await guards()).toEqual([]);
  });

  it('does not answer a worker that has lost its lease', async () => {
    const lease = await page();
    expect((await ask({ ...lease, token: lease.token + 1 }, idsOf(1))).answer).toBe('refused');
  });

  it('approved: what was held is due at once, passes, and counts no more', async () => {
    const { guardId, lease } = await held();
    await orchestration.report(lease);
    expect(await orchestration.bus.ask(approveGuard, decided(guardId))).toMatchObject({
      state: 'approved',
      decidedBy: 'Avery',
      deletions: 51,
    });
    const due = await eventually(() => orchestration.taken());
    expect(due.start.kind === 'ids' && [...due.start.ids].sort()).toEqual([...idsOf(51)].sort());
    expect(await verdicts(due, idsOf(51))).toEqual(['passed']);
    expect(await verdicts(due, ['one more'])).toEqual(['passed']);
  });

  it('approved twice is approved once', async () => {
    const { guardId, lease } = await held();
    await orchestration.report(lease);
    await orchestration.bus.ask(approveGuard, decided(guardId));
    await orchestration.report(await eventually(() => orchestration.taken()));
    expect(await orchestration.bus.ask(approveGuard, decided(guardId))).toMatchObject({ state: 'approved' });
    expect(await orchestration.take()).toBeUndefined();
  });

  it('rejected: the deletions are listed with the reason, and stay rejected when they are looked at again', async () => {
    const { guardId, lease } = await held();
    await orchestration.bus.ask(rejectGuard, { ...decided(guardId), reason: 'A back-up was restored' });
    const { items } = await orchestration.bus.ask(listIssues, { connectionId, code: 'deletion.rejected', limit: 100 });
    expect(items).toHaveLength(51);
    expect(items[0]).toMatchObject({ kind: 'parked', direction: 'toSales', details: { guardId } });
    expect(items[0]!.message).toContain('Avery has decided that nothing follows from it: A back-up was restored');
    expect(await verdicts(lease, idsOf(51))).toEqual(['rejected']);
    expect(await orchestration.bus.ask(rejectGuard, decided(guardId))).toMatchObject({
      state: 'rejected',
      reason: 'A back-up was restored',
    });
  });

  it('rejected can be approved after all, approved can not be rejected any more', async () => {
    const { guardId } = await held();
    await orchestration.bus.ask(rejectGuard, decided(guardId));
    await orchestration.bus.ask(approveGuard, decided(guardId));
    await expect(orchestration.bus.ask(rejectGuard, decided(guardId))).rejects.toMatchObject({
      kind: 'blocked',
      code: 'guard.alreadyApproved',
    });
  });

  it('asks nothing that another connection could see', async () => {
    const { guardId } = await held();
    const elsewhere = { ...decided(guardId), connectionId: newConnection() };
    await expect(orchestration.bus.ask(readGuard, elsewhere)).rejects.toMatchObject({ code: 'guard.notFound' });
    await expect(orchestration.bus.ask(approveGuard, elsewhere)).rejects.toMatchObject({ code: 'guard.notFound' });
  });
});
