import { addsUp, complete, moved, Outcome, sum } from './run-counters';

describe('the counters of a run', () => {
  it('add up when every record seen is in exactly one outcome', () => {
    expect(addsUp(complete({ seen: 3, inserted: 2, waiting: 1, coupled: 1 }))).toBe(true);
    expect(addsUp(complete({ seen: 3, inserted: 2 }))).toBe(false);
  });

  it('still add up after a record that waited was inserted', () => {
    const first = complete({ seen: 10, inserted: 7, waiting: 2, failed: 1 });
    const standing = new Map<string, Outcome>([
      ['a', 'waiting'],
      ['b', 'failed'],
    ]);
    const after = sum([first, moved(standing, { a: 'inserted', b: 'failed', c: 'modified' })]);
    expect(after).toMatchObject({ seen: 10, inserted: 8, waiting: 1, failed: 1, modified: 0 });
    expect(addsUp(after)).toBe(true);
  });

  it('do not change for a record whose new outcome is not known', () => {
    expect(moved(new Map([['a', 'waiting']]), {})).toEqual(complete({}));
  });
});
