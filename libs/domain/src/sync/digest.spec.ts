import { digestOf, equalsKept, kept, keptPair, membersOf } from './digest';

describe('digests', () => {
  it('equal names and values have equal digests, others do not', () => {
    expect(digestOf([['name', 'A']])).toBe(digestOf([['name', 'A']]));
    expect(digestOf([['name', 'A']])).not.toBe(digestOf([['name', 'B']]));
    expect(digestOf([['name', '1']])).not.toBe(digestOf([['name', 1]]));
  });
  it('nothing has no digest', () => {
    expect(digestOf([])).toBeUndefined();
  });
});

describe('agreed pairs', () => {
  const long = 'x'.repeat(300);
  it('keep one value where both sides hold the same', () => {
    expect(keptPair('A', 'A')).toBe('A');
    expect(membersOf('A')).toEqual({ businessCentral: 'A', sales: 'A' });
  });
  it('keep both values where a mapping is lossy', () => {
    expect(membersOf(keptPair('A', 'Ab'))).toEqual({ businessCentral: 'A', sales: 'Ab' });
  });
  it('keep long texts as digest and beginning, and still know them again', () => {
    expect(kept(long)).toMatchObject({ head: 'x'.repeat(256) });
    expect(equalsKept(long, kept(long))).toBe(true);
    expect(equalsKept(`${long}y`, kept(long))).toBe(false);
  });
});
