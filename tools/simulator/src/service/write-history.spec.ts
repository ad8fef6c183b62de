import { WriteHistory } from './write-history';

describe('the write history', () => {
  const history = new WriteHistory();
  const write = (table: string, key: string, writer: string, columns: string[]) =>
    history.append({ table, key, operation: 'update', version: history.length + 100, writer, time: 5, columns });
  beforeAll(() => {
    write('account', 'a', 'Tandem', ['name', 'fax']);
    write('contact', 'b', 'Kenny Smith', []);
    write('account', 'a', 'Kenny Smith', ['name']);
  });

  it('gives back what was written, in order', () => {
    expect(history.find({})[0]).toEqual({
      sequence: 1,
      table: 'account',
      key: 'a',
      operation: 'update',
      version: 100,
      writer: 'Tandem',
      time: 5,
      columns: ['name', 'fax'],
    });
    expect(history.find({}).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it('is searched by table, key, writer and sequence number', () => {
    expect(history.find({ table: 'account' })).toHaveLength(2);
    expect(history.find({ key: 'b' })).toMatchObject([{ columns: [] }]);
    expect(history.find({ writer: 'Kenny Smith', since: 2 })).toMatchObject([{ sequence: 3 }]);
    expect(history.find({ count: 1 })).toHaveLength(1);
  });
});
