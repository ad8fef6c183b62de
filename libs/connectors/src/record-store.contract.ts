/** What the port RecordStore promises, in sentences; both stores pass it against a running service. */
import { randomUUID } from 'node:crypto';
import { Cursor, PageRead, RecordStore, StoredRecord, WriteOutcome } from '@tandem/domain/ports/record-store';
import { Table } from '@tandem/domain/tables/table';
import { Values } from '@tandem/domain/value';

export interface ContractSubject {
  readonly store: RecordStore;
  /** A table with change feed whose rows may be created with an id. */
  readonly table: Table;
  /** Its column with free text, and one that names rows and is unique enough to be found by. */
  readonly textColumn: string;
  readonly keyColumn: string;
  /** Values of a valid new row; `mark` is short and unique. */
  readonly valuesOf: (mark: string) => Values;
  /** Values that the service refuses. */
  readonly poison: Values;
}

interface Run {
  readonly pages: readonly PageRead[];
  readonly froms: readonly Cursor[];
  readonly records: readonly StoredRecord[];
  readonly watermark: string;
}

const marked = (): string => randomUUID().slice(0, 8).toUpperCase();
const failureOf = (outcome: WriteOutcome | undefined) => (outcome?.kind === 'failed' ? outcome.failure : undefined);

export const recordStoreContract = (name: string, subjectOf: () => ContractSubject): void => {
  describe(`${name} as a record store`, () => {
    let subject: ContractSubject;
    beforeAll(() => (subject = subjectOf()));

    const columns = (): string[] => [subject.textColumn, subject.keyColumn];

    const read = async (from: Cursor, size: number): Promise<Run> => {
      const pages: PageRead[] = [];
      const froms: Cursor[] = [];
      for (let next: Cursor | undefined = from; next; next = pages.at(-1)?.next) {
        froms.push(next);
        pages.push(await subject.store.readPage({ table: subject.table, columns: columns(), from: next, size }));
      }
      const watermark = pages.at(-1)?.watermark;
      if (watermark === undefined) throw new Error('The last page has no watermark.');
      return { pages, froms, records: pages.flatMap(({ records }) => records), watermark };
    };
    const baseline = (size = 5_000): Promise<Run> => read({ kind: 'baseline', token: null }, size);
    const changes = (watermark: string, size = 1_000): Promise<Run> => read({ kind: 'changes', token: watermark }, size);

    const create = async (count: number): Promise<{ ids: string[]; marks: string[] }> => {
      const ids = Array.from({ length: count }, () => randomUUID());
      const marks = ids.map(marked);
      const outcomes = await subject.store.create(subject.table, ids.map((id, index) => ({ id, values: subject.valuesOf(marks[index] as string) }))); // prettier-ignore
      expect(outcomes.map(({ kind }) => kind)).toEqual(ids.map(() => 'written'));
      return { ids, marks };
    };
    /** A page size by which all rows take several pages. */
    const severalPages = async (): Promise<number> => Math.min(5_000, Math.ceil((await subject.store.count(subject.table, 1_000_000)) / 5));
    const one = async (id: string): Promise<StoredRecord> => {
      const [record] = await subject.store.readByIds(subject.table, [id], columns());
      if (!record) throw new Error(`There is no row ${id}.`);
      return record;
    };

    it('creates rows under the ids that were chosen and reads them back', async () => {
      const { ids, marks } = await create(7);
      const records = await subject.store.readByIds(subject.table, [...ids, randomUUID()], columns());
      expect(records.map(({ id }) => id).sort()).toEqual([...ids].sort());
      const record = records.find(({ id }) => id === ids[3]);
      expect(record?.values[subject.keyColumn]).toBe(subject.valuesOf(marks[3] as string)[subject.keyColumn]);
      expect(record?.version).toBeTruthy();
      expect(Date.parse(record?.modifiedAt ?? '')).not.toBeNaN();
    });

    it('answers duplicate for an id that is taken, and changes nothing', async () => {
      const { ids } = await create(1);
      const before = await one(ids[0] as string);
      const [outcome] = await subject.store.create(subject.table, [{ id: ids[0] as string, values: subject.valuesOf(marked()) }]);
      expect(outcome?.kind).toBe('duplicate');
      expect(await one(ids[0] as string)).toEqual(before);
    });

    it('fails only the record that the service refuses, not its neighbours', async () => {
      const records = Array.from({ length: 20 }, (_, index) => ({
        id: randomUUID(),
        values: { ...subject.valuesOf(marked()), ...(index === 11 ? subject.poison : {}) },
      }));
      const outcomes = await subject.store.create(subject.table, records);
      expect(outcomes.map(({ kind }) => kind)).toEqual(records.map((_, index) => (index === 11 ? 'failed' : 'written')));
      expect(failureOf(outcomes[11])).toMatchObject({ kind: 'rejected' });
      expect(failureOf(outcomes[11])?.message).not.toBe('');
    });

    it('changes a row under the version that was read', async () => {
      const { ids } = await create(1);
      const before = await one(ids[0] as string);
      const [outcome] = await subject.store.update(subject.table, [
        { id: before.id, version: before.version, values: { [subject.textColumn]: 'Changed' } },
      ]);
      expect(outcome?.kind).toBe('written');
      expect((await one(before.id)).values[subject.textColumn]).toBe('Changed');
    });

    it('refuses to change a row that was changed since, and one that is gone', async () => {
      const { ids } = await create(2);
      const [first, second] = await Promise.all(ids.map(one));
      await subject.store.update(subject.table, [
        { id: ids[0] as string, version: null, values: { [subject.textColumn]: 'By somebody else' } },
      ]);
      await subject.store.remove(subject.table, [{ id: ids[1] as string, version: null }]);
      const values = { [subject.textColumn]: 'Too late' };
      const outcomes = await subject.store.update(subject.table, [first, second].map((record) => ({ id: record?.id ?? '', version: record?.version ?? null, values }))); // prettier-ignore
      expect(outcomes.map(({ kind }) => kind)).toEqual(['stale', 'missing']);
      expect((await one(ids[0] as string)).values[subject.textColumn]).toBe('By somebody else');
    });

    it('removes a row once; a row that is gone counts as removed, a changed one does not go', async () => {
      const { ids } = await create(2);
      const [kept, removed] = await Promise.all(ids.map(one));
      await subject.store.update(subject.table, [
        { id: ids[0] as string, version: null, values: { [subject.textColumn]: 'Still wanted' } },
      ]);
      const removal = [kept, removed].map((record) => ({ id: record?.id ?? '', version: record?.version ?? null }));
      expect((await subject.store.remove(subject.table, removal)).map(({ kind }) => kind)).toEqual(['stale', 'written']);
      expect((await subject.store.remove(subject.table, removal.slice(1))).map(({ kind }) => kind)).toEqual(['written']);
      expect(await subject.store.readByIds(subject.table, ids, columns())).toHaveLength(1);
    });

    it('finds rows by key without regard to case, and none for a key that nobody has', async () => {
      const { ids, marks } = await create(3);
      const key = (mark: string): string => String(subject.valuesOf(mark)[subject.keyColumn]);
      const keys = [[key(marks[0] as string).toLowerCase()], [key(marks[2] as string)], [key(marked())], ["O'Neil & <Co> 100%"]];
      const found = await subject.store.findByKeys({
        table: subject.table,
        columns: [subject.keyColumn],
        select: [subject.textColumn],
        keys,
      });
      expect(found.map(({ id }) => id).sort()).toEqual([ids[0], ids[2]].sort());
    });

    it('finds rows by several columns together', async () => {
      const { ids, marks } = await create(2);
      const keyOf = (mark: string) => [subject.keyColumn, subject.textColumn].map((column) => subject.valuesOf(mark)[column] ?? null);
      const mixed = [keyOf(marks[0] as string)[0] ?? null, keyOf(marks[1] as string)[1] ?? null];
      const keys = [keyOf(marks[0] as string), mixed];
      const found = await subject.store.findByKeys({
        table: subject.table,
        columns: [subject.keyColumn, subject.textColumn],
        select: [],
        keys,
      });
      expect(found.map(({ id }) => id)).toEqual([ids[0]]);
    });

    it('a baseline brings every row, page by page, and ends with a watermark', async () => {
      const { ids } = await create(25);
      const run = await baseline(await severalPages());
      expect(run.pages.length).toBeGreaterThan(2);
      const seen = new Set(run.records.map(({ id }) => id));
      expect(ids.filter((id) => !seen.has(id))).toEqual([]);
      expect(seen.size).toBe(await subject.store.count(subject.table, 1_000_000));
    });

    it('reads nothing when nothing has changed', async () => {
      const { watermark } = await baseline();
      const again = await changes(watermark);
      expect(again.pages).toHaveLength(1);
      expect(again.records).toEqual([]);
    });

    it('brings what was created, changed and deleted since a watermark, and only that', async () => {
      const { ids: [changed = '', deleted = ''] } = await create(2); // prettier-ignore
      const { watermark } = await baseline();
      await subject.store.update(subject.table, [{ id: changed, version: null, values: { [subject.textColumn]: 'Changed since' } }]);
      await subject.store.remove(subject.table, [{ id: deleted, version: null }]);
      const { ids: created } = await create(3);
      const run = await changes(watermark);
      expect(run.records.map(({ id }) => id).sort()).toEqual([changed, ...created].sort());
      expect(run.records.find(({ id }) => id === changed)?.values[subject.textColumn]).toBe('Changed since');
      expect(run.pages.flatMap(({ deletedIds }) => deletedIds)).toEqual([deleted]);
    });

    it('a page that is read again up to its end holds its rows, also after rows were inserted and changed', async () => {
      const { watermark } = await baseline();
      await create(12);
      const run = await changes(watermark, 5);
      const [first] = run.pages;
      const [from] = run.froms;
      await create(6);
      const again = await subject.store.readPage({
        table: subject.table,
        columns: columns(),
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
      await create(20);
      const size = await severalPages();
      const first = await subject.store.readPage({
        table: subject.table,
        columns: columns(),
        from: { kind: 'baseline', token: null },
        size,
      });
      const { ids } = await create(15);
      const [touched] = first.records;
      await subject.store.update(subject.table, [
        { id: touched?.id ?? '', version: null, values: { [subject.textColumn]: 'Touched meanwhile' } },
      ]);
      const rest = await read(first.next as Cursor, size);
      const later = await changes(rest.watermark);
      const seen = [...first.records, ...rest.records, ...later.records];
      expect(ids.filter((id) => !seen.some((record) => record.id === id))).toEqual([]);
      const last = seen.findLast(({ id }) => id === touched?.id);
      expect(last?.values[subject.textColumn]).toBe('Touched meanwhile');
    });

    it('a watermark of other columns or one that can not be read asks for a new baseline', async () => {
      const from = { kind: 'changes', token: '{"of":"somebody else"}' } as const;
      await expect(subject.store.readPage({ table: subject.table, columns: columns(), from, size: 10 })).rejects.toMatchObject({
        kind: 'rejected',
        code: 'watermark.expired',
      });
    });

    it('counts rows up to a limit', async () => {
      await create(5);
      expect(await subject.store.count(subject.table, 4)).toBe(4);
    });

    it('sends no write when the lease would end first', async () => {
      const id = randomUUID();
      const [outcome] = await subject.store.create(subject.table, [{ id, values: subject.valuesOf(marked()) }], { covers: () => false });
      expect(failureOf(outcome)).toMatchObject({ kind: 'transient', code: 'write.notSent' });
      expect(await subject.store.readByIds(subject.table, [id], columns())).toEqual([]);
    });

    it('a read of a column that does not exist is refused as such', async () => {
      await expect(subject.store.readAll(subject.table, ['nosuchcolumn'])).rejects.toMatchObject({ kind: 'rejected' });
    });
  });
};
