import { SeededRandom } from '../../service/seeded-random';
import { Row } from './row';
import { SortedRows } from './sorted-rows';

describe('rows in the order of their ids', () => {
  const random = new SeededRandom(11);
  const rows = Array.from({ length: 5000 }, () => new Row(random.guid(), 1, []));
  const sorted = new SortedRows();
  const kept = rows.filter((_, index) => index % 3 !== 0);
  const expected = kept.map(({ id }) => id).sort();

  beforeAll(() => {
    for (const row of rows) sorted.insert(row);
    for (const row of rows) if (!kept.includes(row)) sorted.remove(row);
  });

  it('stay in order through insertions and removals', () => {
    expect(sorted.length).toBe(kept.length);
    expect([...sorted.after(undefined)].map(({ id }) => id)).toEqual(expected);
  });

  it('are read on from any id, whether or not its row is still there', () => {
    for (const { id } of rows.slice(0, 50)) {
      const rest = expected.filter((candidate) => candidate > id);
      expect([...sorted.after(id)].map((row) => row.id)).toEqual(rest);
      expect(sorted.slice(id, 7).map((row) => row.id)).toEqual(rest.slice(0, 7));
    }
  });
});
