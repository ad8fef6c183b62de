import { uncouple } from './by-hand';
import { claim } from './claims';
import { confirm, release } from './confirmations';
import { Coupling } from './coupling';
import { DeletedRecord, DeletionPolicy, recordDeletion } from './deletions';
import { Draft } from './draft';
import { creationOf, draftOf, tables } from './exploration/examples';

describe('a deleted record', () => {
  const gone = (side: 'businessCentral' | 'sales', policy: DeletionPolicy = 'none'): DeletedRecord => ({
    tables,
    side,
    id: side === 'sales' ? 'T' : 'A',
    policy,
  });
  let draft: Draft;
  let coupling: Coupling;

  beforeEach(() => {
    draft = draftOf();
    const claimed = claim(draft, creationOf());
    if (claimed.outcome !== 'yours') throw new Error('not ours');
    coupling = claimed.coupling;
  });

  const confirmed = () =>
    confirm(draft, {
      couplingId: coupling.id,
      version: coupling.version,
      direction: 'toSales',
      by: { pageId: 'P', token: 1 },
      targetId: null,
    });

  it('without a coupling stays known, so that an older read of it creates nothing', () => {
    expect(recordDeletion(draft, { ...gone('sales'), id: 'unknown' }).outcome).toBe('unknown');
    expect(draft.having('sales', tables.sales, 'unknown')).toMatchObject({ state: 'gone', deleted: 'sales' });
  });

  it('under an open claim is looked at again when the claim has ended', () => {
    expect(recordDeletion(draft, gone('sales')).outcome).toBe('due');
  });

  it.each([
    ['none', 'issue', 'coupled'],
    ['restore', 'restore', 'coupled'],
    ['removeCoupling', 'uncoupled', 'uncoupled'],
    ['deleteCounterpart', 'deleteCounterpart', 'coupled'],
  ] as const)('under the policy %s ends as %s', (policy, outcome, state) => {
    confirmed();
    expect(recordDeletion(draft, gone('sales', policy)).outcome).toBe(outcome);
    expect(draft.coupling(coupling.id)?.state).toBe(state);
  });

  it('whose counterpart is gone as well is archived', () => {
    confirmed();
    recordDeletion(draft, gone('sales'));
    expect(recordDeletion(draft, gone('businessCentral')).outcome).toBe('archived');
  });

  it('that is reported twice is the same deletion', () => {
    confirmed();
    recordDeletion(draft, gone('sales'));
    const version = draft.coupling(coupling.id)?.version;
    expect(recordDeletion(draft, gone('sales')).outcome).toBe('issue');
    expect(draft.coupling(coupling.id)?.version).toBe(version);
  });

  it('that a policy deleted under a claim is archived', () => {
    confirmed();
    recordDeletion(draft, gone('businessCentral', 'deleteCounterpart'));
    const { version } = draft.coupling(coupling.id)!;
    const deleting = { ...creationOf(), direction: 'toSales' as const, kind: 'delete' as const, version };
    expect(claim(draft, deleting).outcome).toBe('yours');
    expect(recordDeletion(draft, gone('sales')).outcome).toBe('archived');
  });

  it('is created again under a new id, and the old one stays known', () => {
    confirmed();
    const { coupling: broken } = recordDeletion(draft, gone('sales', 'restore'));
    const again = claim(draft, { ...creationOf(), targetId: 'T2', version: broken!.version });
    expect(again).toMatchObject({ outcome: 'yours', coupling: { id: coupling.id, state: 'claimed', ids: { sales: 'T2' } } });
    expect(draft.having('sales', tables.sales, 'T')?.state).toBe('gone');
  });

  it('that could not be created again stays deleted, and may be restored under yet another id', () => {
    confirmed();
    const { coupling: broken } = recordDeletion(draft, gone('sales', 'restore'));
    const again = claim(draft, { ...creationOf(), targetId: 'T2', version: broken!.version });
    if (again.outcome !== 'yours') throw new Error('not ours');
    release(draft, { couplingId: coupling.id, version: again.coupling.version, by: { pageId: 'P', token: 1 } });
    const left = draft.coupling(coupling.id)!;
    expect(left).toMatchObject({ state: 'coupled', deleted: 'sales', claim: null, ids: { businessCentral: 'A', sales: 'T2' } });
    expect(claim(draft, { ...creationOf(), targetId: 'T3', version: left.version })).toMatchObject({ outcome: 'yours' });
    expect(draft.having('sales', tables.sales, 'T2')?.state).toBe('gone');
  });

  it('whose counterpart is being deleted can not be uncoupled by hand', () => {
    confirmed();
    recordDeletion(draft, gone('businessCentral', 'deleteCounterpart'));
    const { version } = draft.coupling(coupling.id)!;
    claim(draft, { ...creationOf(), kind: 'delete', version });
    expect(() => uncouple(draft, draft.coupling(coupling.id)!)).toThrow(expect.objectContaining({ code: 'coupling.inProgress' }));
  });

  it('is nobody’s counterpart: a confirmation that names it is stale', () => {
    recordDeletion(draft, { ...gone('sales'), id: 'S9' });
    const named = {
      couplingId: coupling.id,
      version: coupling.version,
      direction: 'toSales' as const,
      by: { pageId: 'P', token: 1 },
      targetId: 'S9',
    };
    expect(confirm(draft, named).outcome).toBe('stale');
  });
});
