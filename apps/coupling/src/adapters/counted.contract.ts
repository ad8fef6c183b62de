/** What every collection of couplings promises to whoever takes a page again whose holder has ended. */
import { creation, customers, holding, Pages } from './example-claims';

export function describeCounted(pages: () => Pages): void {
  const countedBy = async (pageId: string, ...ids: string[]) =>
    Object.fromEntries(await pages().couplings.countedBy(pages().scope, pageId, ids));

  it('is known as created once it has been confirmed, to its page and to no other', async () => {
    const holder = holding();
    const claimed = await pages().own(creation(holder));
    expect(await countedBy(holder.pageId, claimed.id)).toEqual({});
    await pages().confirm(claimed, holder);
    expect(await countedBy(holder.pageId, claimed.id)).toEqual({ [claimed.id]: ['inserted', 'coupled'] });
    expect(await countedBy(holding().pageId, claimed.id)).toEqual({});
  });

  it('is known as modified where a page has written, and not where it has only confirmed', async () => {
    const [coupled, other] = [await pages().coupled(), await pages().coupled()];
    const holder = holding();
    await pages().confirm(coupled, holder, { wrote: ['name'], marks: ['merged'] });
    await pages().confirm(other, holder);
    expect(await countedBy(holder.pageId, coupled.id, other.id)).toEqual({ [coupled.id]: ['modified', 'merged'] });
  });

  it('stays known while the same page goes on, under whatever token, until another page changes it', async () => {
    const holder = holding();
    const matched = await pages().own(creation(holder, { kind: 'couple' }));
    const again = holding(2, holder.pageId);
    await pages().confirm(matched, again, { wrote: ['name'] });
    expect(await countedBy(holder.pageId, matched.id)).toEqual({ [matched.id]: ['coupled', 'modified'] });
    await pages().confirm(await pages().now(matched), again);
    expect(await countedBy(holder.pageId, matched.id)).toEqual({ [matched.id]: ['coupled', 'modified'] });
    const later = holding();
    await pages().confirm(await pages().now(matched), later, { wrote: ['name'] });
    expect(await countedBy(holder.pageId, matched.id)).toEqual({});
    expect(await countedBy(later.pageId, matched.id)).toEqual({ [matched.id]: ['modified'] });
  });

  it('is adopted under another id as what was created', async () => {
    const holder = holding();
    const claimed = await pages().own(creation(holder));
    await pages().confirm(claimed, holder, { targetId: `found-${claimed.id}` });
    expect(await countedBy(holder.pageId, claimed.id)).toEqual({ [claimed.id]: ['inserted', 'coupled'] });
    expect((await pages().of('sales', `found-${claimed.id}`, customers))?.id).toBe(claimed.id);
  });
}
