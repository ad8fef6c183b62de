/** A person has records matched, looks at the pairs, approves some or all of them, and takes them back. */
import type { MatchRunChanged, MatchRunView, MatchStarted } from '@tandem/contracts/match-runs';
import { eventually } from '@tandem/platform/testing/eventually';
import { patient, Scene } from '../stage/scene';
import { stage } from '../stage/on-stage';

const matches = 40;

describe('matching customers with accounts', () => {
  let scene: Scene;

  beforeAll(async () => {
    scene = await Scene.open(stage(), { generate: { businessCentral: { customers: 60, seed: 3 }, sales: { matches, seed: 3 } } });
  });

  afterAll(() => scene.close());

  const match = (body: object): Promise<MatchStarted> => scene.rest.send('POST', scene.path('/mappings/CUSTOMER/match'), body);
  const read = (id: string): Promise<MatchRunView> => scene.rest.send('GET', scene.path(`/match-runs/${id}`));
  const act = (id: string, action: 'approve' | 'revert', body = {}): Promise<MatchRunChanged> =>
    scene.rest.send('POST', scene.path(`/match-runs/${id}/${action}`), body);
  const whenDone = (id: string): Promise<MatchRunView> =>
    eventually(async () => {
      const run = await read(id);
      return run.state !== 'collecting' && run;
    }, patient);

  let preview: MatchRunView;

  it('a dry run shows the pairs, what is ambiguous and what nothing matches, and couples nothing', async () => {
    const { id, jobs } = await match({ dryRun: true });
    expect(jobs).toMatchObject([{ id, mapping: 'CUSTOMER', reason: 'match' }]);
    preview = await whenDone(id);
    expect(preview).toMatchObject({ id, mapping: 'CUSTOMER', state: 'preview' });
    expect(preview.coupled).toBeGreaterThanOrEqual(matches);
    expect(preview.pairs.length).toBe(preview.coupled);
    expect(preview.pairs[0]).toMatchObject({
      businessCentralLabel: expect.any(String) as string,
      salesLabel: expect.any(String) as string,
    });
    expect(preview.ambiguous.map(({ label }) => label)).toContain('01445544 Progressive Home Furnishings');
    expect(preview.unmatchedBusinessCentral).toBeGreaterThanOrEqual(20);
    expect(await scene.couplings()).toEqual([]);
    expect([await scene.sales.history(), await scene.businessCentral.history()]).toEqual([[], []]);
  });

  it('a person approves one pair, which is coupled, and then the rest', async () => {
    const [first] = preview.pairs;
    expect(await act(preview.id, 'approve', { businessCentralIds: [first?.businessCentralId] })).toMatchObject({
      state: 'preview',
      couplings: 1,
    });
    expect((await scene.couplings('CUSTOMER')).map(({ salesId }) => salesId)).toEqual([first?.salesId]);
    expect(await act(preview.id, 'approve')).toMatchObject({ state: 'applied', couplings: preview.coupled - 1 });
    expect(await scene.couplings('CUSTOMER')).toHaveLength(preview.coupled);
  });

  it('what has been approved cannot be approved again', async () => {
    const refused = await scene.rest.ask('POST', scene.path(`/match-runs/${preview.id}/approve`), {});
    expect(refused).toMatchObject({ status: 422, body: { code: 'matchRun.notAPreview' } });
  });

  it('a revert takes the couplings back, as if nobody had matched them', async () => {
    expect(await act(preview.id, 'revert')).toEqual({ state: 'reverted', couplings: preview.coupled });
    expect(await scene.couplings('CUSTOMER')).toEqual([]);
    expect([await scene.sales.history(), await scene.businessCentral.history()]).toEqual([[], []]);
  });

  it('a person chooses what to match by: the telephone first, then name and city, with case', async () => {
    await stage().sales.edit({
      table: 'account',
      values: { name: 'ADATUM CORPORATION OF SALES', telephone1: '555-0001', customertypecode: 3 },
    });
    await stage().businessCentral.edit({
      table: 'customers',
      values: { number: 'C-TEL-1', displayName: 'Other Name', phoneNumber: '555-0001' },
    });
    const { id } = await match({
      dryRun: true,
      criteria: [
        { field: 'telephone1', priority: 1 },
        { field: 'name', priority: 2, caseSensitive: true },
      ],
    });
    const run = await whenDone(id);
    expect(run.pairs).toContainEqual(
      expect.objectContaining({ businessCentralLabel: 'C-TEL-1 Other Name', salesLabel: 'ADATUM CORPORATION OF SALES', priority: 0 }),
    );
  });

  it('a field that the mapping does not have is refused, with those it has', async () => {
    const refused = await scene.rest.ask('POST', scene.path('/mappings/CUSTOMER/match'), { criteria: [{ field: 'colour', priority: 0 }] });
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'match.unknownField', help: expect.stringContaining('telephone1') as string },
    });
  });

  it('without a dry run the pairs are coupled at once; what has been synchronised since is not taken back', async () => {
    const { id } = await match({});
    const run = await whenDone(id);
    expect(run.state).toBe('applied');
    expect(await scene.couplings('CUSTOMER')).toHaveLength(preview.coupled);
    const [synchronised] = run.pairs;
    await scene.fullSync();
    expect(await act(id, 'revert')).toMatchObject({ couplings: 0 });
    expect((await scene.couplings('CUSTOMER')).map(({ salesId }) => salesId)).toContain(synchronised?.salesId);
  });

  it('a match run that does not exist is told as such', async () => {
    const refused = await scene.rest.ask('GET', scene.path('/match-runs/00000000-0000-4000-8000-000000000000'));
    expect(refused).toMatchObject({ status: 404, body: { code: 'matchRun.notFound' } });
  });

  it('creates what has no counterpart, where a person wants that', async () => {
    await stage().businessCentral.edit({ table: 'customers', values: { number: 'C-NEW-1', displayName: 'Newcomer Ltd.' } });
    const { jobs } = await match({ createUnmatched: true });
    expect(jobs.map(({ reason, direction }) => [reason, direction])).toEqual([
      ['match', 'toSales'],
      ['full', 'toSales'],
      ['full', 'fromSales'],
    ]);
    await scene.untilIdle();
    expect(await scene.sales.where('account', 'name', 'Newcomer Ltd.')).toHaveLength(1);
  });
});
