/** What the port promises of single rows: writing them, and finding them again. */
import { randomUUID } from 'node:crypto';
import { WriteOutcome } from '@tandem/domain/ports/record-store';
import { ContractRows, marked } from './contract-rows';

const failureOf = (outcome: WriteOutcome | undefined) => (outcome?.kind === 'failed' ? outcome.failure : undefined);

export const rowsContract = (rowsOf: () => ContractRows): void => {
  let rows: ContractRows;
  beforeAll(() => (rows = rowsOf()));

  it('creates rows under the ids that were chosen and reads them back', async () => {
    const { ids, marks } = await rows.create(7);
    const records = await rows.subject.store.readByIds(rows.subject.table, [...ids, randomUUID()], rows.columns());
    expect(records.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const record = records.find(({ id }) => id === ids[3]);
    expect(record?.values[rows.subject.keyColumn]).toBe(rows.subject.valuesOf(marks[3] as string)[rows.subject.keyColumn]);
    expect(record?.version).toBeTruthy();
    expect(Date.parse(record?.modifiedAt ?? '')).not.toBeNaN();
  });

  it('answers duplicate for an id that is taken, and changes nothing', async () => {
    const { ids } = await rows.create(1);
    const before = await rows.one(ids[0] as string);
    const [outcome] = await rows.subject.store.create(rows.subject.table, [
      { id: ids[0] as string, values: rows.subject.valuesOf(marked()) },
    ]);
    expect(outcome?.kind).toBe('duplicate');
    expect(await rows.one(ids[0] as string)).toEqual(before);
  });

  it('fails only the record that the service refuses, not its neighbours', async () => {
    const records = Array.from({ length: 20 }, (_, index) => ({
      id: randomUUID(),
      values: { ...rows.subject.valuesOf(marked()), ...(index === 11 ? rows.subject.poison : {}) },
    }));
    const outcomes = await rows.subject.store.create(rows.subject.table, records);
    expect(outcomes.map(({ kind }) => kind)).toEqual(records.map((_, index) => (index === 11 ? 'failed' : 'written')));
    expect(failureOf(outcomes[11])).toMatchObject({ kind: 'rejected' });
    expect(failureOf(outcomes[11])?.message).not.toBe('');
  });

  it('changes a row under the version that was read', async () => {
    const { ids } = await rows.create(1);
    const before = await rows.one(ids[0] as string);
    const [outcome] = await rows.subject.store.update(rows.subject.table, [
      { id: before.id, version: before.version, values: { [rows.subject.textColumn]: 'Changed' } },
    ]);
    expect(outcome?.kind).toBe('written');
    expect((await rows.one(before.id)).values[rows.subject.textColumn]).toBe('Changed');
  });

  it('refuses to change a row that was changed since, and one that is gone', async () => {
    const { ids } = await rows.create(2);
    const [first, second] = await Promise.all(ids.map((id) => rows.one(id)));
    await rows.subject.store.update(rows.subject.table, [
      { id: ids[0] as string, version: null, values: { [rows.subject.textColumn]: 'By somebody else' } },
    ]);
    await rows.subject.store.remove(rows.subject.table, [{ id: ids[1] as string, version: null }]);
    const values = { [rows.subject.textColumn]: 'Too late' };
    const outcomes = await rows.subject.store.update(rows.subject.table, [first, second].map((record) => ({ id: record?.id ?? '', version: record?.version ?? null, values }))); // prettier-ignore
    expect(outcomes.map(({ kind }) => kind)).toEqual(['stale', 'missing']);
    expect((await rows.one(ids[0] as string)).values[rows.subject.textColumn]).toBe('By somebody else');
  });

  it('removes a row once; a row that is gone counts as removed, a changed one does not go', async () => {
    const { ids } = await rows.create(2);
    const [kept, removed] = await Promise.all(ids.map((id) => rows.one(id)));
    await rows.subject.store.update(rows.subject.table, [
      { id: ids[0] as string, version: null, values: { [rows.subject.textColumn]: 'Still wanted' } },
    ]);
    const removal = [kept, removed].map((record) => ({ id: record?.id ?? '', version: record?.version ?? null }));
    expect((await rows.subject.store.remove(rows.subject.table, removal)).map(({ kind }) => kind)).toEqual(['stale', 'written']);
    expect((await rows.subject.store.remove(rows.subject.table, removal.slice(1))).map(({ kind }) => kind)).toEqual(['written']);
    expect(await rows.subject.store.readByIds(rows.subject.table, ids, rows.columns())).toHaveLength(1);
  });

  it('finds rows by key without regard to case, and none for a key that nobody has', async () => {
    const { ids, marks } = await rows.create(3);
    const key = (mark: string): string => String(rows.subject.valuesOf(mark)[rows.subject.keyColumn]);
    const keys = [[key(marks[0] as string).toLowerCase()], [key(marks[2] as string)], [key(marked())], ["O'Neil & <Co> 100%"]];
    const found = await rows.subject.store.findByKeys({
      table: rows.subject.table,
      columns: [rows.subject.keyColumn],
      select: [rows.subject.textColumn],
      keys,
    });
    expect(found.map(({ id }) => id).sort()).toEqual([ids[0], ids[2]].sort());
  });

  it('finds rows by several columns together', async () => {
    const { ids, marks } = await rows.create(2);
    const keyOf = (mark: string) =>
      [rows.subject.keyColumn, rows.subject.textColumn].map((column) => rows.subject.valuesOf(mark)[column] ?? null);
    const mixed = [keyOf(marks[0] as string)[0] ?? null, keyOf(marks[1] as string)[1] ?? null];
    const keys = [keyOf(marks[0] as string), mixed];
    const found = await rows.subject.store.findByKeys({
      table: rows.subject.table,
      columns: [rows.subject.keyColumn, rows.subject.textColumn],
      select: [],
      keys,
    });
    expect(found.map(({ id }) => id)).toEqual([ids[0]]);
  });

  it('sends no write when the lease would end first', async () => {
    const id = randomUUID();
    const [outcome] = await rows.subject.store.create(rows.subject.table, [{ id, values: rows.subject.valuesOf(marked()) }], {
      covers: () => false,
    });
    expect(failureOf(outcome)).toMatchObject({ kind: 'transient', code: 'write.notSent' });
    expect(await rows.subject.store.readByIds(rows.subject.table, [id], rows.columns())).toEqual([]);
  });
};
