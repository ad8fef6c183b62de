import { coupleByHand, forget, uncouple } from './by-hand';
import { claim } from './claims';
import { Coupling } from './coupling';
import { recordDeletion } from './deletions';
import { Draft } from './draft';
import { creationOf, draftOf, tables } from './exploration/examples';

describe('people', () => {
  let draft: Draft;
  const couple = (businessCentralId: string, salesId: string): Coupling =>
    coupleByHand(draft, { tables, businessCentralId, salesId, firstDirection: 'toSales' });

  beforeEach(() => void (draft = draftOf()));

  it('couple two records nobody has, without agreed values', () => {
    expect(couple('A', 'T')).toMatchObject({ state: 'coupled', agreed: null, firstDirection: 'toSales' });
  });

  it('cannot couple a record that is coupled', () => {
    couple('A', 'T');
    expect(() => couple('A', 'T2')).toThrow(expect.objectContaining({ kind: 'rejected', code: 'coupling.alreadyCoupled' }));
    expect(() => couple('B', 'T')).toThrow(expect.objectContaining({ code: 'coupling.alreadyCoupled' }));
  });

  it('cannot touch a coupling that is in progress', () => {
    const claimed = claim(draft, creationOf());
    if (claimed.outcome !== 'yours') throw new Error('not ours');
    const refusal = expect.objectContaining({ kind: 'blocked', code: 'coupling.inProgress' });
    expect(() => uncouple(draft, claimed.coupling)).toThrow(refusal);
    expect(() => couple('A', 'other')).toThrow(refusal);
  });

  it('leave a tombstone of both records when they take them apart', () => {
    expect(uncouple(draft, couple('A', 'T'))).toBe(true);
    const tombstone = draft.having('businessCentral', tables.businessCentral, 'A');
    expect(tombstone).toMatchObject({ state: 'uncoupled', agreed: null });
    expect(draft.having('sales', tables.sales, 'T')).toBe(tombstone);
  });

  it('may couple an uncoupled record anew; the record that is left over stays known', () => {
    uncouple(draft, couple('A', 'T'));
    expect(couple('A', 'T2').ids).toEqual({ businessCentral: 'A', sales: 'T2' });
    expect(draft.having('sales', tables.sales, 'T')).toMatchObject({ state: 'uncoupled', ids: { businessCentral: null } });
  });

  it('may couple the same two records again', () => {
    uncouple(draft, couple('A', 'T'));
    expect(couple('A', 'T').state).toBe('coupled');
    expect(draft.all()).toHaveLength(1);
  });

  it('replace a coupling whose other record is known to be deleted', () => {
    const broken = couple('A', 'T');
    recordDeletion(draft, { tables, side: 'sales', id: 'T', policy: 'none' });
    couple('A', 'T2');
    expect(draft.coupling(broken.id)).toMatchObject({ state: 'gone', ids: { businessCentral: null, sales: 'T' } });
  });

  it('forget a tombstone, never a coupling', () => {
    const coupled = couple('A', 'T');
    expect(() => forget(draft, coupled)).toThrow(expect.objectContaining({ code: 'coupling.notATombstone' }));
    uncouple(draft, coupled);
    forget(draft, draft.coupling(coupled.id)!);
    expect(draft.having('sales', tables.sales, 'T')).toBeUndefined();
  });
});
