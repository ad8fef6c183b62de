/** What every collection of couplings promises about the records that a review has created. */
import { randomUUID } from 'node:crypto';
import { CreatedPage } from '../domain/couplings';
import { creation, customers, holding, Pages } from './example-claims';

export function describeCreatedRecords(pages: () => Pages): void {
  const reviewId = randomUUID();
  const created = (page: Partial<CreatedPage> = {}) =>
    pages().couplings.created(pages().scope, {
      ...{ reviewId, tables: customers, direction: 'toSales', after: null, sourceIds: null, limit: 10, ...page },
    });
  const own = () => pages().coupled(creation(holding(), { reviewId }));

  it('is found by the review, mapping and direction, page by page or by its sources', async () => {
    const [one, other] = (await Promise.all([own(), own()])).sort((first, second) => (first.id < second.id ? -1 : 1));
    await pages().coupled();
    await pages().own(creation(holding(), { reviewId }));
    expect(await created({ limit: 1 })).toMatchObject([{ id: one!.id, creation: { reviewId, direction: 'toSales' } }]);
    expect((await created({ after: one!.id })).map(({ id }) => id)).toEqual([other!.id]);
    expect((await created({ sourceIds: [other!.ids.businessCentral!] })).map(({ id }) => id)).toEqual([other!.id]);
    expect(await created({ reviewId: randomUUID() })).toEqual([]);
    expect(await created({ direction: 'fromSales' })).toEqual([]);
  });

  it('is undone: the source is free, the id of what was created stays known', async () => {
    const coupled = await own();
    const holder = holding();
    const { businessCentral: sourceId, sales: targetId } = coupled.ids;
    const ids = { sourceId: sourceId!, targetId: targetId! };
    const claimed = await pages().own(creation(holder, { ...ids, kind: 'delete', version: coupled.version }));
    expect(await pages().release(claimed, holder, true)).toEqual({ outcome: 'done' });
    expect(await pages().release(claimed, holder, true)).toEqual({ outcome: 'done' });
    expect(await pages().of('businessCentral', ids.sourceId)).toBeUndefined();
    expect(await pages().of('sales', ids.targetId)).toMatchObject({ state: 'gone', creation: null, agreed: null });
    expect(await created()).toEqual([]);
    expect(await pages().own(creation(holding(), { sourceId: ids.sourceId }))).toMatchObject({ state: 'claimed' });
  });

  it('stays where a claim to delete it is given back', async () => {
    const coupled = await own();
    const holder = holding();
    const ids = { sourceId: coupled.ids.businessCentral!, targetId: coupled.ids.sales! };
    const claimed = await pages().own(creation(holder, { ...ids, kind: 'delete', version: coupled.version }));
    await pages().release(claimed, holder);
    expect((await created()).map(({ id }) => id)).toEqual([coupled.id]);
  });
}
