import { Row, idOf, versionOf } from './column';
import { Table } from './table';
import { Transaction } from './transaction';

const definition = {
  name: 'customers',
  alTable: 'Customer',
  key: ['number'],
  columns: [
    { name: 'number', type: 'Edm.String', caption: 'No.' },
    { name: 'city', type: 'Edm.String', caption: 'City' },
  ],
  indexes: ['city'],
  unlogged: false,
} as const;

describe('a table', () => {
  let version = 0;
  let ids = 0;
  const begin = () =>
    new Transaction({ nextVersion: () => ++version, now: () => 0, newId: () => `id-${++ids}` }, { name: 'test', userId: '' });

  const add = (table: Table, transaction: Transaction, number: string, city: string): Row => {
    const row = table.blankRow(transaction.newId());
    row[table.place('number')] = number;
    row[table.place('city')] = city;
    return table.insert(transaction, row);
  };
  const keys = (table: Table) => {
    const found: string[] = [];
    table.keys.scan(undefined, (row) => found.push(table.keyOf(row)) > 0);
    return found;
  };
  const versions = (table: Table, after: number) => {
    const found: number[] = [];
    table.versions.scan(after, (row) => found.push(versionOf(row)) > 0);
    return found;
  };

  it('gives its rows in the order of their key, whenever they came', () => {
    const [table, transaction] = [new Table(definition), begin()];
    for (const number of ['C', 'A', 'D']) add(table, transaction, number, '');
    expect(keys(table)).toEqual(['A', 'C', 'D']);
    add(table, transaction, 'B', '');
    expect(keys(table)).toEqual(['A', 'B', 'C', 'D']);
  });

  it('gives each row once, at its newest version', () => {
    const [table, transaction] = [new Table(definition), begin()];
    const row = add(table, transaction, 'A', '');
    add(table, transaction, 'B', '');
    const before = versionOf(row);
    table.update(transaction, row, [[table.place('city'), 'Bath']]);
    expect(versions(table, 0)).toHaveLength(2);
    expect(versions(table, before + 1)).toEqual([versionOf(row)]);
  });

  it('puts a row with an earlier version in its place', () => {
    const table = new Table(definition);
    const late = new Transaction({ nextVersion: () => 1, now: () => 0, newId: () => 'late' }, { name: 'test', userId: '' });
    version = 10;
    add(table, begin(), 'A', '');
    add(table, late, 'B', '');
    expect(versions(table, 0)).toEqual([1, 11]);
  });

  it('a rollback leaves every index as it was', () => {
    const [table, first, second] = [new Table(definition), begin(), begin()];
    const [kept, removed] = [add(table, first, 'A', 'Bath'), add(table, first, 'B', 'Bath')];
    const before = [kept.slice(), removed.slice()];
    table.update(second, kept, [
      [table.place('number'), 'Z'],
      [table.place('city'), 'York'],
    ]);
    add(table, second, 'C', 'York');
    table.remove(second, removed);
    second.rollback();
    expect([keys(table), [kept, removed]]).toEqual([['A', 'B'], before]);
    expect(table.having('city', 'Bath').map(idOf).sort()).toEqual([idOf(kept), idOf(removed)].sort());
    expect([table.having('city', 'York'), table.find('Z'), table.find('A')]).toEqual([[], undefined, kept]);
    expect(versions(table, 0)).toEqual(before.map(versionOf));
  });

  it('an index made later knows the rows that were there', () => {
    const [table, transaction] = [new Table(definition), begin()];
    const row = add(table, transaction, 'A', 'Bath');
    const index = table.indexOn(table.place('city'), 'lower');
    expect(index.get('bath')).toEqual([row]);
    table.update(transaction, row, [[table.place('city'), 'YORK']]);
    expect([index.get('bath'), index.get('york')]).toEqual([[], [row]]);
  });
});
