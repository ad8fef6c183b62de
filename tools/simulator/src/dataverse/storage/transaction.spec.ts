import { createDataverse } from '../create-dataverse';
import type { Column } from '../metadata/column';
import { Transaction } from './transaction';

describe('a transaction', () => {
  const { core, service } = createDataverse({ sample: false });
  const store = service.database.store('account');
  const name = store.table.columns.get('name') as Column;
  const slot = store.slotOf(name);
  const cells = (text: string) => Array.from({ length: slot + 1 }, (_, at) => (at === slot ? text : undefined));
  const begin = (version?: number) => new Transaction(service.database, { writer: 'test', recordHistory: true, version });
  const changesAfter = (version: number) => [...store.changes.changedAfter(version)].map(({ id }) => id);

  it('that rolls back leaves rows, order, indexes, change log and history as they were', () => {
    const first = begin();
    const row = first.insert(store, 'a', cells('Alpha'), ['name']);
    first.commit();
    const [version, length] = [row.version, core.history.length];
    expect(store.find(name, 'alpha')).toEqual([row]);

    const second = begin();
    second.update(store, row, cells('Beta'), ['name']);
    second.insert(store, 'b', cells('Gamma'), ['name']);
    second.remove(store, row);
    expect([store.find(name, 'alpha').length, store.find(name, 'gamma').length]).toEqual([0, 1]);
    second.rollback();

    expect([store.find(name, 'alpha'), store.find(name, 'beta'), store.find(name, 'gamma')]).toEqual([[row], [], []]);
    expect([row.version, row.deleted, store.ordered.length, core.history.length]).toEqual([version, false, 1, length]);
    expect(changesAfter(version)).toEqual([]);
  });

  it('that took its version early appears in the change log where that version belongs', () => {
    const held = core.rowVersions.hold();
    const quick = begin();
    quick.insert(store, 'quick', cells('Quick'), ['name']);
    quick.commit();
    const late = begin(held);
    late.insert(store, 'late', cells('Late'), ['name']);
    late.commit();
    core.rowVersions.release(held);
    expect(changesAfter(held - 1)).toEqual(['late', 'quick']);
  });

  it('never lets the version of a row fall', () => {
    const held = core.rowVersions.hold();
    const row = store.rows.get('quick');
    if (row === undefined) throw new Error('The row of the test before is missing.');
    for (const version of [undefined, held]) {
      const before = row.version;
      const change = begin(version);
      change.update(store, row, cells('Changed'), ['name']);
      change.commit();
      expect(row.version).toBeGreaterThan(before);
    }
    core.rowVersions.release(held);
  });
});
