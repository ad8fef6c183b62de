/** People delete records: what follows is what the mapping says, and many deletions at a time are asked about before anything follows. */
import type { CouplingItem } from '@tandem/contracts/couplings';
import type { DeletionView } from '@tandem/contracts/deletions';
import type { GuardDetail, GuardView } from '@tandem/contracts/guards';
import type { JobsStarted, JobView } from '@tandem/contracts/jobs';
import { eventually } from '@tandem/platform/testing/eventually';
import { patient, Scene } from '../stage/scene';
import { SimulatedSystem } from '../stage/simulated-system';
import { stage } from '../stage/on-stage';

type Pair = Awaited<ReturnType<Scene['coupled']>>;

describe('when people delete records', () => {
  let scene: Scene;
  /** Coupled customers that no sentence has used yet. Those of the sample have orders and ledger entries: Business Central does not let anybody delete them. */
  let unused: Pair[];

  beforeAll(async () => {
    scene = await Scene.open(stage(), { generate: { businessCentral: { customers: 300, seed: 17 } } });
    await scene.fullSync();
    const made = (await scene.couplings('CUSTOMER')).filter(({ businessKey }) => businessKey?.startsWith('G'));
    unused = made.map(({ id, businessCentralId = '', salesId = '' }) => ({ id, businessCentralId, salesId }));
    await scene.synchronize('CUSTOMER');
  });

  afterAll(() => scene.close());

  const next = (count = 1): Pair[] => unused.splice(0, count);
  const policy = (deletionPolicy: string) => scene.rest.send('PATCH', scene.path('/mappings/CUSTOMER'), { deletionPolicy });
  const deleteCustomers = (pairs: readonly Pair[]) =>
    scene.businessCentral.edit(...pairs.map(({ businessCentralId }) => ({ table: 'customers', key: businessCentralId, remove: true })));
  const deleteAccounts = (pairs: readonly Pair[]) =>
    scene.sales.edit(...pairs.map(({ salesId }) => ({ table: 'account', key: salesId, remove: true })));
  const customer = ({ businessCentralId }: Pair) => scene.businessCentral.row('customers', businessCentralId);
  const account = ({ salesId }: Pair) => scene.sales.row('account', salesId);
  const coupling = ({ id }: Pair): Promise<CouplingItem> => scene.rest.send('GET', scene.path(`/couplings/${id}`));
  const codesOf = async (...recordIds: string[]) =>
    (await scene.issues({ mapping: 'CUSTOMER' }))
      .filter(({ recordId, kind }) => recordIds.includes(recordId) && kind !== 'overwritten')
      .map(({ code }) => code);
  const ourDeletions = async (system: SimulatedSystem) =>
    (await system.history()).filter(({ operation, writer }) => operation === 'delete' && writer !== 'a user').map(({ key }) => key);

  /** Synchronises what has changed; answers what the two runs have counted. */
  async function synchronize(body: object = {}): Promise<JobView['counters'][]> {
    const { jobs } = await scene.rest.send<JobsStarted>('POST', scene.path('/mappings/CUSTOMER/synchronize'), body);
    await scene.untilIdle();
    return Promise.all(jobs.map(async ({ id }) => (await scene.rest.send<JobView>('GET', scene.path(`/jobs/${id}`))).counters));
  }

  describe('under a mapping that says nothing about it', () => {
    let pair: Pair;
    beforeAll(() => void ([pair] = next() as [Pair]));

    it('a deletion is listed, and its counterpart stays', async () => {
      await deleteCustomers([pair]);
      await synchronize();
      expect(await codesOf(pair.businessCentralId)).toEqual(['record.deleted']);
      expect(await account(pair)).not.toBeNull();
    });

    it('it is shown with what the mapping says about it', async () => {
      const deletions = await scene.rest.list<DeletionView>(scene.path('/deletions?mapping=CUSTOMER'));
      expect(deletions).toEqual([
        expect.objectContaining({
          ...{ couplingId: pair.id, side: 'businessCentral', recordId: pair.businessCentralId, counterpartId: pair.salesId },
          ...{ policy: 'none', state: 'listed', code: 'record.deleted' },
        }),
      ]);
    });

    it('the coupling takes no part any more: what is changed on the other side is listed and stays there', async () => {
      await scene.sales.edit({ table: 'account', key: pair.salesId, values: { telephone1: '+44 20 7946 0003' } });
      await synchronize();
      expect(await codesOf(pair.salesId)).toEqual(['record.counterpartDeleted']);
      expect(await customer(pair)).toBeNull();
    });

    it('when both are gone nothing is left to decide', async () => {
      await deleteAccounts([pair]);
      await synchronize();
      expect(await coupling(pair)).toMatchObject({ state: 'archived' });
      await eventually(async () => expect(await codesOf(pair.salesId)).toEqual([]), patient);
    });
  });

  it('a record that people bring back under its id takes part again', async () => {
    const [pair] = next() as [Pair];
    const { name, customertypecode, _transactioncurrencyid_value } = (await account(pair)) ?? {};
    await deleteAccounts([pair]);
    await synchronize();
    expect(await codesOf(pair.salesId)).toEqual(['record.deleted']);
    await scene.sales.edit({
      table: 'account',
      key: pair.salesId,
      values: { name, customertypecode, _transactioncurrencyid_value, telephone1: '+44 20 7946 0005' },
    });
    await synchronize();
    expect(await codesOf(pair.salesId, pair.businessCentralId)).toEqual([]);
    expect(await customer(pair)).toMatchObject({ phoneNumber: '+44 20 7946 0005' });
  });

  describe('under the policy to restore', () => {
    beforeAll(() => policy('restore'));

    it('an account that was deleted in Sales is made again from its customer, under a new id', async () => {
      const [pair] = next() as [Pair];
      const before = await account(pair);
      await deleteAccounts([pair]);
      await synchronize();
      const restored = await eventually(async () => {
        const { state, salesId = '' } = await coupling(pair);
        return state === 'coupled' && salesId !== pair.salesId && salesId;
      }, patient);
      expect(await scene.sales.row('account', restored)).toMatchObject({ name: before?.['name'], accountid: restored });
      expect(await account(pair)).toBeNull();
    });

    it('a customer that was deleted in Business Central is made again from its account', async () => {
      const [pair] = next() as [Pair];
      const before = await customer(pair);
      await deleteCustomers([pair]);
      await synchronize();
      const restored = await eventually(async () => {
        const { state, businessCentralId = '' } = await coupling(pair);
        return state === 'coupled' && businessCentralId !== pair.businessCentralId && businessCentralId;
      }, patient);
      expect(await scene.businessCentral.row('customers', restored)).toMatchObject({ displayName: before?.['displayName'] });
      await scene.sales.edit({ table: 'account', key: pair.salesId, values: { telephone1: '+44 20 7946 0009' } });
      await synchronize();
      expect(await scene.businessCentral.row('customers', restored)).toMatchObject({ phoneNumber: '+44 20 7946 0009' });
    });

    it('what a mapping only writes is made again when its source next travels', async () => {
      await scene.rest.send('PATCH', scene.path('/mappings/CURRENCY'), { deletionPolicy: 'restore' });
      const currency = await scene.coupled('CURRENCY', 'ISK');
      await scene.sales.edit({ table: 'transactioncurrency', key: currency.salesId, remove: true });
      await scene.businessCentral.edit({
        table: 'currencies',
        key: currency.businessCentralId,
        values: { displayName: 'Krona of Iceland' },
      });
      await scene.synchronize('CURRENCY');
      const restored = await eventually(async () => {
        const { state, salesId = '' } = await coupling(currency);
        return state === 'coupled' && salesId !== currency.salesId && salesId;
      }, patient);
      expect(await scene.sales.row('transactioncurrency', restored)).toMatchObject({
        isocurrencycode: 'ISK',
        currencyname: 'Krona of Iceland',
      });
    });

    it('whoever refers to a record that was made again names it at once, though nobody has touched them', async () => {
      const customers = new Map((await scene.couplings('CUSTOMER')).map(({ salesId, businessKey }) => [salesId, businessKey ?? '']));
      const companyOf = async (salesId = '') => String((await scene.sales.row('contact', salesId))?.['_parentcustomerid_value']);
      const [person] = await scene.couplings('CONTACT');
      const number = person?.businessKey ?? '';
      const [contact, pair] = [
        await scene.coupled('CONTACT', number),
        await scene.coupled('CUSTOMER', customers.get(await companyOf(person?.salesId)) ?? ''),
      ];
      await scene.businessCentral.edit({ table: 'customers', key: pair.businessCentralId, values: { primaryContactNo: number } });
      await synchronize();
      await eventually(async () => expect(await account(pair)).toMatchObject({ _primarycontactid_value: contact.salesId }), patient);
      await deleteAccounts([pair]);
      await synchronize();
      await eventually(async () => {
        const { salesId = '' } = await coupling(pair);
        expect([salesId === pair.salesId, await companyOf(contact.salesId)]).toEqual([false, salesId]);
      }, patient);
      await scene.rest.send('PATCH', scene.path('/mappings/CONTACT'), { deletionPolicy: 'restore' });
      await scene.sales.edit({ table: 'contact', key: contact.salesId, remove: true });
      await scene.synchronize('CONTACT');
      await eventually(async () => {
        const { salesId } = await scene.coupled('CONTACT', number);
        const { salesId: restored = '' } = await coupling(pair);
        const { _primarycontactid_value: primary } = (await scene.sales.row('account', restored)) ?? {};
        expect([salesId === contact.salesId, primary]).toEqual([false, salesId]);
      }, patient);
    });

    it('the counterpart of a deletion is made again once', async () => {
      const made = async () => (await scene.sales.rows('account')).length;
      const before = await made();
      await synchronize();
      await scene.synchronize('CUSTOMER', { full: true });
      expect(await made()).toBe(before);
    });
  });

  it('under the policy to remove the coupling, what is left is not made again', async () => {
    await policy('removeCoupling');
    const [pair] = next() as [Pair];
    await deleteAccounts([pair]);
    await synchronize();
    expect(await coupling(pair)).toMatchObject({ state: 'uncoupled' });
    const accounts = (await scene.sales.rows('account')).length;
    await scene.synchronize('CUSTOMER', { full: true });
    expect([await customer(pair), (await scene.sales.rows('account')).length]).toEqual([expect.any(Object), accounts]);
  });

  describe('under the policy to delete the counterpart', () => {
    beforeAll(() => policy('deleteCounterpart'));

    it('a dry run tells what would be deleted, and deletes nothing', async () => {
      const [pair] = next() as [Pair];
      await deleteCustomers([pair]);
      const dry = await synchronize({ dryRun: true });
      expect([dry[0]?.deleted, await account(pair)]).toEqual([1, expect.any(Object)]);
      expect((await synchronize())[0]).toEqual(dry[0]);
      expect(await account(pair)).toBeNull();
    });

    it('it is deleted once, and that does not come back', async () => {
      const [pair] = next() as [Pair];
      await deleteAccounts([pair]);
      await synchronize();
      expect([await customer(pair), (await coupling(pair)).state]).toEqual([null, 'archived']);
      await synchronize();
      await scene.synchronize('CUSTOMER', { full: true });
      expect((await ourDeletions(scene.businessCentral)).filter((key) => key === pair.businessCentralId)).toHaveLength(1);
      expect(await codesOf(pair.businessCentralId, pair.salesId)).toEqual([]);
    });

    it('what the other system does not let anybody delete stays, with its reason, and can be uncoupled', async () => {
      const pair = await scene.coupled('CUSTOMER', '10000');
      await deleteAccounts([pair]);
      await synchronize();
      const [issue] = (await scene.issues({ mapping: 'CUSTOMER', kind: 'parked' })).filter(({ recordId }) => recordId === pair.salesId);
      expect(issue?.message).toContain('You cannot delete Customer 10000');
      expect(await customer(pair)).not.toBeNull();
      await scene.rest.send('DELETE', scene.path(`/couplings/${pair.id}`));
    });

    it('an edit that nobody has seen is not lost: a person decides', async () => {
      const [pair] = next() as [Pair];
      await scene.sales.edit({ table: 'account', key: pair.salesId, values: { address1_city: 'York' } });
      await deleteCustomers([pair]);
      await synchronize({ direction: 'toSales' });
      expect(await codesOf(pair.businessCentralId)).toEqual(['record.deletedAndEdited']);
      expect(await account(pair)).toMatchObject({ address1_city: 'York' });
      await synchronize({ direction: 'toSales', ids: [pair.businessCentralId], force: true });
      expect(await account(pair)).toBeNull();
      const lost = (await scene.issues({ kind: 'overwritten' })).find(({ recordId }) => recordId === pair.businessCentralId);
      expect(lost?.details).toMatchObject({ lost: { address1_city: 'York' } });
    });
  });

  it('an edit that comes between our look and the deletion is not lost either', async () => {
    const [pair] = next() as [Pair];
    await deleteCustomers([pair]);
    await scene.sales.editBefore(`DELETE /api/data/v9.2/accounts(${pair.salesId})`, {
      table: 'account',
      key: pair.salesId,
      values: { address1_city: 'Leeds' },
    });
    await synchronize({ direction: 'toSales' });
    expect(await account(pair)).toMatchObject({ address1_city: 'Leeds' });
    expect(await codesOf(pair.businessCentralId)).toEqual(['record.deletedAndEdited']);
    await scene.rest.send('DELETE', scene.path(`/couplings/${pair.id}`));
  });

  describe('when many are deleted at a time', () => {
    const guards = (state: string): Promise<GuardView[]> => scene.rest.list(scene.path(`/guards?state=${state}`));
    const left = async (pairs: readonly Pair[]) => (await Promise.all(pairs.map(account))).filter((row) => row !== null).length;
    let guard: GuardView;
    let many: Pair[];

    it('nothing is deleted, and a question is open', async () => {
      many = next(40);
      await deleteCustomers(many);
      await synchronize();
      [guard] = (await guards('open')) as [GuardView];
      expect(guard).toMatchObject({ mapping: 'CUSTOMER', direction: 'toSales', policy: 'deleteCounterpart', deletions: 40 });
      expect(await left(many)).toBe(40);
      const { records } = await scene.rest.send<GuardDetail>('GET', scene.path(`/guards/${guard.id}`));
      expect(records.map(({ recordId }) => recordId).sort()).toEqual(many.map(({ businessCentralId }) => businessCentralId).sort());
      expect(new Set(await codesOf(...many.map(({ businessCentralId }) => businessCentralId)))).toEqual(new Set(['deletion.held']));
    });

    it('a person who rejects it keeps the counterparts, listed with the reason', async () => {
      await scene.rest.send('POST', scene.path(`/guards/${guard.id}/reject`), { reason: 'A back-up was restored' });
      const issues = await scene.issues({ code: 'deletion.rejected' });
      expect([issues.length, issues[0]?.message.includes('A back-up was restored')]).toEqual([40, true]);
      await synchronize();
      expect([await guards('open'), await left(many)]).toEqual([[], 40]);
    });

    it('a person who approves it has them deleted, each once', async () => {
      for (let times = 1; times <= 2; times++) await scene.rest.send('POST', scene.path(`/guards/${guard.id}/approve`), {});
      await eventually(async () => expect(await left(many)).toBe(0), patient);
      await scene.untilIdle();
      const deleted = (await ourDeletions(scene.sales)).filter((key) => many.some(({ salesId }) => salesId === key));
      expect([deleted.length, new Set(deleted).size]).toEqual([40, 40]);
      await eventually(async () => expect(await scene.issues({ code: 'deletion.rejected' })).toEqual([]), patient);
    });

    it('what was approved counts no more: a single deletion passes again', async () => {
      const [pair] = next() as [Pair];
      await deleteCustomers([pair]);
      await synchronize();
      expect([await account(pair), await guards('open')]).toEqual([null, []]);
    });
  });
});
