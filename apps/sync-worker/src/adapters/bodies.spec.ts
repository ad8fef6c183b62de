import { bodiesOf } from './bodies';

describe('the bodies of messages', () => {
  it('hold as much as fits, in order', () => {
    const entries = ['a', 'b', 'c', 'd', 'e'].map((letter) => letter.repeat(8));
    expect(bodiesOf(entries, 20).map((body) => body.map((entry) => entry[0]))).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('hold an entry that is too large by itself', () => {
    expect(bodiesOf(['x'.repeat(99), 'y'], 20)).toHaveLength(2);
  });

  it('are none for nothing', () => {
    expect(bodiesOf([])).toEqual([]);
  });
});
