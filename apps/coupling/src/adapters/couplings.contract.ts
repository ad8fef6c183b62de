/** What every collection of couplings promises; each adapter passes this suite. */
import { randomUUID } from 'node:crypto';
import { eventually } from '@tandem/platform/testing/eventually';
import { coupleByHand, forget, uncouple } from '../domain/by-hand';
import { Couplings, Scope } from '../domain/couplings';
import { recordDeletion } from '../domain/deletions';
import { describeCounted } from './counted.contract';
import { describeCreatedRecords } from './created-records.contract';
import { creation, customers, expired, holding, Pages, vendors } from './example-claims';

export interface Opened {
  readonly couplings: Couplings;
  close(): Promise<void>;
}

/** The suite, once with every claim and confirmation decided by itself and once in bulk where that is possible: both ways promise the same. */
export function describeCouplings(name: string, open: () => Promise<Opened>): void {
  describe.each([
    ['one by one', false],
    ['in bulk', true],
  ])(`${name}, %s`, (_way, inBulk) => {
    let opened: Opened;
    let pages: Pages;
    const scope = (overlay: string | null = null): Scope => ({ connectionId: randomUUID(), overlay });

    beforeAll(async () => void (opened = await open()));
    afterAll(() => opened.close());
    beforeEach(() => void (pages = new Pages(opened.couplings, scope(), inBulk)));

    describe('claiming', () => {
      it('gives a record nobody has to the page that claims it', async () => {
        const request = creation(holding());
        const claimed = await pages.own(request);
        expect(claimed).toMatchObject({ state: 'claimed', ids: { businessCentral: request.sourceId, sales: request.targetId } });
        expect(await pages.now(claimed)).toEqual(claimed);
      });

      it('gives a record to one of two pages that claim it at once', async () => {
        const request = creation(holding());
        const rivals = [request, { ...request, holder: holding(), targetId: randomUUID() }];
        const answers = await Promise.all(rivals.map((rival) => pages.claim(rival)));
        expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['taken', 'yours']);
      });

      it('gives the same pair to one direction when both claim it at once', async () => {
        const request = creation(holding(), { kind: 'couple' });
        const back = {
          ...request,
          holder: holding(),
          direction: 'fromSales' as const,
          sourceId: request.targetId,
          targetId: request.sourceId,
        };
        const answers = await Promise.all([pages.claim(request), pages.claim(back)]);
        expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['taken', 'yours']);
      });

      it('answers a repeated claim like the first one', async () => {
        const request = creation(holding());
        const claimed = await pages.own(request);
        expect(await pages.own({ ...request, targetId: randomUUID() })).toEqual(claimed);
      });

      it('refuses a sales record that a coupling of another mapping of the same table has', async () => {
        const customer = await pages.coupled();
        const vendor = creation(holding(), { tables: vendors, targetId: customer.ids.sales! });
        expect(await pages.claim(vendor)).toMatchObject({ outcome: 'taken', coupling: { id: customer.id } });
      });

      it('couples two matched records at once, without agreed values', async () => {
        const coupled = await pages.own(creation(holding(), { kind: 'couple', firstDirection: 'fromSales' }));
        expect(coupled).toMatchObject({ state: 'coupled', agreed: null, claim: null, firstDirection: 'fromSales' });
      });

      it('keeps an open claim from another page until its lease has ended', async () => {
        const request = creation(holding());
        const claimed = await pages.own(request);
        expect(await pages.claim({ ...request, version: claimed.version, holder: holding() })).toMatchObject({ outcome: 'taken' });
      });

      it('lets the same page take its claim over under a later token', async () => {
        const request = creation(holding());
        const claimed = await pages.own(request);
        const again = await pages.own({ ...request, version: claimed.version, holder: holding(2, request.holder.pageId) });
        expect(again.claim?.holder.token).toBe(2);
      });

      it('hands an ended claim over with its values and its id, under a higher version', async () => {
        const request = creation(expired());
        const claimed = await pages.own(request);
        const values = { ...request.values, pairs: { displayName: 'Changed since' } };
        const takenOver = await pages.own({ ...request, version: claimed.version, holder: holding(), targetId: randomUUID(), values });
        expect(takenOver.claim?.pairs).toEqual(request.values.pairs);
        expect(takenOver.ids.sales).toBe(request.targetId);
        expect(takenOver.version).toBeGreaterThan(claimed.version);
      });

      it('hands an ended claim over to one of two pages at once', async () => {
        const request = creation(expired());
        const { version } = await pages.own(request);
        const answers = await Promise.all([holding(), holding()].map((holder) => pages.claim({ ...request, version, holder })));
        expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['taken', 'yours']);
      });

      it('stores the losing value before a policy overwrites it', async () => {
        const coupled = await pages.coupled();
        const values = { pairs: {}, written: {}, digests: {}, overwritten: { name: 'Typed by a user' } };
        await pages.own(
          creation(holding(), { kind: 'overwrite', sourceId: coupled.ids.businessCentral!, version: coupled.version, values }),
        );
        expect((await pages.now(coupled)).claim).toMatchObject({ kind: 'overwrite', overwritten: { name: 'Typed by a user' } });
        expect((await pages.now(coupled)).state).toBe('coupled');
      });

      it('is stale where the coupling that was read has been forgotten', async () => {
        expect(await pages.claim(creation(holding(), { version: 1n }))).toEqual({ outcome: 'stale' });
      });
    });

    describe('confirming', () => {
      it('couples the records with the values of the claim', async () => {
        const request = creation(holding());
        const coupled = await pages.coupled(request);
        expect(coupled).toMatchObject({ state: 'coupled', agreed: request.values.pairs, digests: request.values.digests, claim: null });
      });

      it('tells which coupling has been made by it', async () => {
        const request = creation(holding());
        const claimed = await pages.own(request);
        expect(await pages.confirm(claimed, request.holder)).toMatchObject({ outcome: 'done', newly: { id: claimed.id } });
      });

      it('is stale under a version that is not current', async () => {
        const request = creation(holding());
        const coupled = await pages.coupled(request);
        expect(await pages.confirm({ ...coupled, version: coupled.version - 1n }, holding())).toEqual({ outcome: 'stale' });
      });

      it('is done once when the same page asks again after a lost answer', async () => {
        const request = creation(holding());
        const claimed = await pages.own(request);
        await pages.confirm(claimed, request.holder);
        const { version } = await pages.now(claimed);
        expect(await pages.confirm(claimed, request.holder)).toEqual({ outcome: 'done' });
        expect((await pages.now(claimed)).version).toBe(version);
      });

      it('is stale for the same page under another token', async () => {
        const request = creation(holding());
        const claimed = await pages.own(request);
        await pages.confirm(claimed, request.holder);
        expect(await pages.confirm(claimed, { ...request.holder, token: 2 })).toEqual({ outcome: 'stale' });
      });

      it('lets one of two confirmations of the same version through', async () => {
        const coupled = await pages.coupled();
        const answers = await Promise.all([holding(), holding()].map((holder) => pages.confirm(coupled, holder)));
        expect(answers.map(({ outcome }) => outcome).sort()).toEqual(['done', 'stale']);
      });

      it('keeps the claimed id as a tombstone where the record has another one', async () => {
        const request = creation(holding());
        const claimed = await pages.own(request);
        const adopted = randomUUID();
        await pages.confirm(claimed, request.holder, { targetId: adopted });
        expect(await pages.of('sales', adopted)).toMatchObject({ id: claimed.id, state: 'coupled' });
        expect(await pages.of('sales', request.targetId)).toMatchObject({ state: 'gone', ids: { businessCentral: null } });
      });

      it('is stale where the other id belongs to another coupling', async () => {
        const other = await pages.coupled();
        const request = creation(holding());
        const claimed = await pages.own(request);
        expect(await pages.confirm(claimed, request.holder, { targetId: other.ids.sales! })).toEqual({ outcome: 'stale' });
      });

      it('merges digests and replaces agreed pairs', async () => {
        const coupled = await pages.coupled();
        await pages.confirm(coupled, holding(), { pairs: { displayName: 'New' }, digests: { toSales: 't' } });
        expect(await pages.now(coupled)).toMatchObject({
          agreed: { displayName: 'New' },
          digests: { businessCentral: 'b', sales: 's', toSales: 't' },
        });
      });
    });

    describe('releasing', () => {
      it('frees the source and keeps the claimed id known', async () => {
        const request = creation(holding());
        expect(await pages.release(await pages.own(request), request.holder)).toMatchObject({ outcome: 'done' });
        expect(await pages.of('businessCentral', request.sourceId)).toBeUndefined();
        expect(await pages.of('sales', request.targetId)).toMatchObject({ state: 'gone' });
        expect((await pages.claim({ ...request, targetId: randomUUID(), holder: holding() })).outcome).toBe('yours');
      });

      it('is for the holder of the lease alone while it lasts', async () => {
        const claimed = await pages.own(creation(holding()));
        expect(await pages.release(claimed, holding())).toEqual({ outcome: 'stale' });
      });

      it('is for anyone after the end of the lease', async () => {
        const claimed = await pages.own(creation(expired()));
        expect(await pages.release(claimed, holding())).toMatchObject({ outcome: 'done' });
      });

      it('of a claim to overwrite leaves the coupling as it was', async () => {
        const coupled = await pages.coupled();
        const request = creation(holding(), { kind: 'overwrite', sourceId: coupled.ids.businessCentral!, version: coupled.version });
        await pages.release(await pages.own(request), request.holder);
        expect(await pages.now(coupled)).toMatchObject({ state: 'coupled', claim: null, agreed: coupled.agreed });
      });
    });

    describe('versions', () => {
      it('grow with every change of a coupling', async () => {
        const coupled = await pages.coupled();
        await pages.confirm(coupled, holding());
        expect((await pages.now(coupled)).version).toBeGreaterThan(coupled.version);
      });

      it('of what changes after a note are at or above it', async () => {
        const note = await opened.couplings.noteVersion(pages.scope);
        expect((await pages.coupled()).version).toBeGreaterThanOrEqual(note);
      });

      it('of what has changed before a note are below it', async () => {
        const coupled = await pages.coupled();
        await eventually(async () => coupled.version < (await opened.couplings.noteVersion(pages.scope)));
      });
    });

    describe('resolving', () => {
      it('translates references by business key and by either id', async () => {
        const coupled = await pages.coupled();
        const [businessCentralId, salesId] = [coupled.ids.businessCentral!, coupled.ids.sales!];
        const asked = { businessKey: '10000', businessCentralId, salesId };
        const references = (['businessKey', 'businessCentralId', 'salesId'] as const).map((by) => ({
          tables: customers,
          by,
          values: [asked[by]],
        }));
        const answer = await opened.couplings.resolve(pages.scope, { records: { tables: customers, side: 'sales', ids: [] }, references });
        const expected = { mapping: 'CUSTOMER', businessCentralId, salesId, businessKey: '10000' };
        expect([...answer.references].sort((one, other) => (one.value < other.value ? -1 : 1))).toEqual(
          Object.values(asked)
            .sort()
            .map((value) => ({ ...expected, value })),
        );
      });

      it('translates nothing through a claim, a tombstone or a deleted record', async () => {
        const claimed = await pages.own(creation(holding()));
        const [apart, broken] = [await pages.coupled(), await pages.coupled()];
        await opened.couplings.change(pages.scope, { ids: [apart.id] }, (draft) => uncouple(draft, draft.coupling(apart.id)!));
        const deleted = { tables: customers, side: 'sales' as const, id: broken.ids.sales!, policy: 'none' as const };
        const keys = { records: [{ tables: customers, side: 'sales' as const, ids: [deleted.id] }] };
        await opened.couplings.change(pages.scope, keys, (draft) => recordDeletion(draft, deleted));
        const values = [claimed, apart, broken].map(({ ids }) => ids.sales!);
        const question = {
          records: { tables: customers, side: 'sales' as const, ids: values },
          references: [{ tables: customers, by: 'salesId' as const, values }],
        };
        const answer = await opened.couplings.resolve(pages.scope, question);
        expect(answer.references).toEqual([]);
        expect(answer.couplings.map(({ state }) => state).sort()).toEqual(['claimed', 'coupled', 'uncoupled']);
      });

      it('answers nothing of another connection', async () => {
        const coupled = await pages.coupled();
        const elsewhere = new Pages(opened.couplings, scope());
        expect(await elsewhere.of('sales', coupled.ids.sales!)).toBeUndefined();
        expect(await opened.couplings.find(elsewhere.scope, coupled.id)).toBeUndefined();
      });

      it('answers agreed and claimed values only where they are asked for', async () => {
        const [coupled, claimed] = [await pages.coupled(), await pages.own(creation(holding()))];
        const values = await opened.couplings.agreedValues(pages.scope, [coupled.id, claimed.id]);
        expect(values).toHaveLength(2);
        expect(values.find(({ couplingId }) => couplingId === coupled.id)).toMatchObject({
          agreed: { displayName: 'Adatum' },
          claimed: null,
        });
        expect(values.find(({ couplingId }) => couplingId === claimed.id)?.claimed).toMatchObject({ written: { creditLimit: 5 } });
      });
    });

    describe('people', () => {
      const byHand = { tables: customers, firstDirection: null };

      it('couple one of two pairs at once where both want the same record', async () => {
        const salesId = randomUUID();
        const couple = (businessCentralId: string) => {
          const records = [
            { tables: customers, side: 'businessCentral' as const, ids: [businessCentralId] },
            { tables: customers, side: 'sales' as const, ids: [salesId] },
          ];
          return opened.couplings.change(pages.scope, { records }, (draft) =>
            coupleByHand(draft, { ...byHand, businessCentralId, salesId }),
          );
        };
        const answers = await Promise.allSettled([couple(randomUUID()), couple(randomUUID())]);
        expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      });

      it('forget a tombstone, and its records are free', async () => {
        const coupled = await pages.coupled();
        await opened.couplings.change(pages.scope, { ids: [coupled.id] }, (draft) => uncouple(draft, draft.coupling(coupled.id)!));
        await opened.couplings.change(pages.scope, { ids: [coupled.id] }, (draft) => forget(draft, draft.coupling(coupled.id)!));
        expect(await pages.of('sales', coupled.ids.sales!)).toBeUndefined();
      });

      it('list couplings page by page in the order of mapping and key', async () => {
        for (const businessKey of ['B', 'A', 'C']) await pages.coupled(creation(holding(), { businessKey }));
        await pages.coupled(creation(holding(), { tables: vendors, businessKey: 'A' }));
        const first = await opened.couplings.list(pages.scope, { limit: 3 });
        const last = first.at(-1)!;
        const after = { mapping: last.tables.mapping, businessKey: last.businessKey ?? '', id: last.id };
        const rest = await opened.couplings.list(pages.scope, { limit: 3, after });
        const shown = [...first, ...rest].map(({ tables, businessKey }) => `${tables.mapping} ${businessKey}`);
        expect(shown).toEqual(['CUSTOMER A', 'CUSTOMER B', 'CUSTOMER C', 'VENDOR A']);
      });

      it('find couplings by part of key or label, by id, by state and by mapping', async () => {
        const coupled = await pages.coupled(creation(holding(), { businessKey: '50%', label: 'Fifty per cent' }));
        await pages.coupled(creation(holding(), { tables: vendors }));
        const found = (selection: object) =>
          opened.couplings.list(pages.scope, { limit: 10, ...selection }).then((all) => all.map(({ id }) => id));
        for (const text of ['50%', 'PER', coupled.ids.sales!]) expect(await found({ text })).toEqual([coupled.id]);
        expect(await found({ text: '_' })).toEqual([]);
        expect(await found({ mapping: 'CUSTOMER', state: 'coupled' })).toEqual([coupled.id]);
        expect(await found({ state: 'claimed' })).toEqual([]);
      });

      it('find the couplings one of whose records was deleted', async () => {
        const [coupled] = [await pages.coupled(), await pages.coupled()];
        const deleted = { tables: customers, side: 'sales' as const, id: coupled.ids.sales!, policy: 'none' as const };
        const records = [{ tables: customers, side: deleted.side, ids: [deleted.id] }];
        await opened.couplings.change(pages.scope, { records }, (draft) => recordDeletion(draft, deleted));
        const found = await opened.couplings.list(pages.scope, { limit: 10, deleted: true });
        expect(found.map(({ id }) => id)).toEqual([coupled.id]);
      });

      it('count couplings by mapping and state', async () => {
        await pages.coupled();
        await pages.coupled();
        await pages.own(creation(holding()));
        const expected = [
          { mapping: 'CUSTOMER', state: 'claimed', count: 1 },
          { mapping: 'CUSTOMER', state: 'coupled', count: 2 },
        ];
        expect(await opened.couplings.counts(pages.scope)).toEqual(expected);
      });
    });

    describe('sweeps', () => {
      it('find the claims whose lease has ended', async () => {
        const left = await pages.own(creation(expired()));
        await pages.own(creation(holding()));
        expect((await opened.couplings.expiredClaims(pages.scope, { after: null, limit: 10 })).map(({ id }) => id)).toEqual([left.id]);
        expect(await opened.couplings.expiredClaims(pages.scope, { after: left.id, limit: 10 })).toEqual([]);
      });

      it('walk the coupled ids of one side in order', async () => {
        const coupled = [await pages.coupled(), await pages.coupled(), await pages.coupled()];
        const ids = coupled.map(({ ids: { sales } }) => sales!).sort();
        const page = { tables: customers, side: 'sales' as const, limit: 2 };
        expect(await opened.couplings.coupledIds(pages.scope, { ...page, after: null })).toEqual(ids.slice(0, 2));
        expect(await opened.couplings.coupledIds(pages.scope, { ...page, after: ids[1]! })).toEqual(ids.slice(2));
      });

      it('take a mapping portion by portion, without open claims', async () => {
        await pages.own(creation(holding()));
        for (let made = 0; made < 3; made++) await pages.coupled();
        const portion = { mapping: 'CUSTOMER', limit: 2 };
        const apart = () =>
          opened.couplings.change(pages.scope, { portion }, (draft) => draft.all().filter((coupling) => uncouple(draft, coupling)).length);
        expect([await apart(), await apart(), await apart()]).toEqual([2, 1, 0]);
      });
    });

    describe('what a page has done to a record', () => describeCounted(() => pages));

    describe('what a review has created', () => describeCreatedRecords(() => pages));

    describe('a dry run', () => {
      let dry: Pages;
      beforeEach(() => void (dry = new Pages(opened.couplings, { ...pages.scope, overlay: randomUUID() })));

      it('sees its own claims and changes nothing real', async () => {
        const request = creation(holding());
        await dry.coupled(request);
        expect(await dry.of('sales', request.targetId)).toMatchObject({ state: 'coupled' });
        expect(await pages.of('sales', request.targetId)).toBeUndefined();
      });

      it('sees real couplings, with its own changes over them', async () => {
        const coupled = await pages.coupled();
        await dry.confirm(coupled, holding(), { pairs: { displayName: 'As it would be' } });
        expect((await dry.now(coupled)).agreed).toEqual({ displayName: 'As it would be' });
        expect(await pages.now(coupled)).toEqual(coupled);
        expect(await dry.couplings.counts(dry.scope)).toEqual([{ mapping: 'CUSTOMER', state: 'coupled', count: 1 }]);
      });

      it('respects what is coupled in truth', async () => {
        const coupled = await pages.coupled();
        const answer = await dry.claim(creation(holding(), { targetId: coupled.ids.sales! }));
        expect(answer).toMatchObject({ outcome: 'taken', coupling: { id: coupled.id } });
      });

      it('adopts an id that an abandoned creation left behind', async () => {
        const request = creation(holding());
        await pages.release(await pages.own(request), request.holder);
        const next = creation(holding());
        const claimed = await dry.own(next);
        expect(await dry.confirm(claimed, next.holder, { targetId: request.targetId })).toMatchObject({ outcome: 'done' });
        expect(await dry.of('sales', request.targetId)).toMatchObject({ id: claimed.id });
        expect(await pages.of('sales', request.targetId)).toMatchObject({ state: 'gone' });
      });

      it('knows nothing of another dry run', async () => {
        const request = creation(holding());
        await dry.coupled(request);
        const other = new Pages(opened.couplings, { ...pages.scope, overlay: randomUUID() });
        expect(await other.of('sales', request.targetId)).toBeUndefined();
      });

      it('is forgotten as a whole', async () => {
        const request = creation(holding());
        await dry.coupled(request);
        expect(await opened.couplings.dropOverlay(dry.scope.connectionId, dry.scope.overlay!)).toBe(1);
        expect(await dry.of('sales', request.targetId)).toBeUndefined();
      });
    });
  });
}
