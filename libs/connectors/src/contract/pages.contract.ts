/** What the port promises of reading page by page: nothing is missed, whatever happens meanwhile. */
import { Cursor } from '@tandem/domain/ports/record-store';
import { ContractRows } from './contract-rows';

export const pagesContract = (rowsOf: () => ContractRows): void => {
  let rows: ContractRows;
  beforeAll(() => (rows = rowsOf()));

  it('a baseline brings every row, page by page, and ends with a watermark', async () => {
    const { ids } = await rows.create(25);
    const run = await rows.baseline(await rows.severalPages());
    expect(run.pages.length).toBeGreaterThan(2);
    const seen = new Set(run.records.map(({ id }) => id));
    expect(ids.filter((id) => !seen.has(id))).toEqual([]);
    expect(seen.size).toBe(await rows.subject.store.count(rows.subject.table, 1_000_000));
  });

  it('reads nothing when nothing has changed', async () => {
    const { watermark } = await rows.baseline();
    const again = await rows.changes(watermark);
    expect(again.pages).toHaveLength(1);
    expect(again.records).toEqual([]);
  });

  it('brings what was created, changed and deleted since a watermark, and only that', async () => {
    const { ids: [changed = '', deleted = ''] } = await rows.create(2); // prettier-ignore
    const { watermark } = await rows.baseline();
    await rows.subject.store.update(rows.subject.table, [
      { id: changed, version: null, values: { [rows.subject.textColumn]: 'Changed since' } },
    ]);
    await rows.subject.store.remove(rows.subject.table, [{ id: deleted, version: null }]);
    const { ids: created } = await rows.create(3);
    const run = await rows.changes(watermark);
    expect(run.records.map(({ id }) => id).sort()).toEqual([changed, ...created].sort());
    expect(run.records.find(({ id }) => id === changed)?.values[rows.subject.textColumn]).toBe('Changed since');
    expect(run.pages.flatMap(({ deletedIds }) => deletedIds)).toEqual([deleted]);
  });

  it('a page that is read again up to its end holds its rows, also after rows were inserted and changed', async () => {
    const { watermark } = await rows.baseline();
    await rows.create(12);
    const run = await rows.changes(watermark, 5);
    const [first] = run.pages;
    const [from] = run.froms;
    await rows.create(6);
    const again = await rows.subject.store.readPage({
      table: rows.subject.table,
      columns: rows.columns(),
      from: from as Cursor,
      size: 5,
      until: first?.end,
    });
    expect(again.records.map(({ id }) => id)).toEqual(first?.records.map(({ id }) => id));
    expect(again).not.toHaveProperty('watermark');
    expect(again).not.toHaveProperty('next');
    expect(again.endLost).toBeUndefined();
  });

  it('nothing that is written while a baseline is read is lost', async () => {
    await rows.create(20);
    const size = await rows.severalPages();
    const first = await rows.subject.store.readPage({
      table: rows.subject.table,
      columns: rows.columns(),
      from: { kind: 'baseline', token: null },
      size,
    });
    const { ids } = await rows.create(15);
    const [touched] = first.records;
    await rows.subject.store.update(rows.subject.table, [
      { id: touched?.id ?? '', version: null, values: { [rows.subject.textColumn]: 'Touched meanwhile' } },
    ]);
    const rest = await rows.read(first.next as Cursor, size);
    const later = await rows.changes(rest.watermark);
    const seen = [...first.records, ...rest.records, ...later.records];
    expect(ids.filter((id) => !seen.some((record) => record.id === id))).toEqual([]);
    const last = seen.findLast(({ id }) => id === touched?.id);
    expect(last?.values[rows.subject.textColumn]).toBe('Touched meanwhile');
  });

  it('a watermark of other columns or one that can not be read asks for a new baseline', async () => {
    const from = { kind: 'changes', token: '{"of":"somebody else"}' } as const;
    await expect(rows.subject.store.readPage({ table: rows.subject.table, columns: rows.columns(), from, size: 10 })).rejects.toMatchObject(
      {
        kind: 'rejected',
        code: 'watermark.expired',
      },
    );
  });

  it('counts rows up to a limit', async () => {
    await rows.create(5);
    expect(await rows.subject.store.count(rows.subject.table, 4)).toBe(4);
  });

  it('a read of a column that does not exist is refused as such', async () => {
    await expect(rows.subject.store.readAll(rows.subject.table, ['nosuchcolumn'])).rejects.toMatchObject({ kind: 'rejected' });
  });
};
