import { digestOf, equalsKept, kept, keptPair, membersOf } from './digest';

describe('digests', () => {
  it('equal names and values have equal digests, others do not', () => {
    expect(digestOf([['name', 'A']])).toBe(digestOf([['name', 'A']]));
    expect(digestOf([['name', 'A']])).not.toBe(digestOf([['name', 'B']]));
    expect(digestOf([['name', '1']])).not.toBe(digestOf([['name', 1]]));
  });
  it('texts that look like two values are not taken for two', () => {
    expect(digestOf([['name', '1:A;city="1:B']])).not.toBe(
      digestOf([
        ['name', 'A'],
        ['city', 'B'],
      ]),
    );
    expect(digestOf([['name', 'null']])).not.toBe(digestOf([['name', null]]));
  });
  it('a long text has the digest of what is kept of it', () => {
    expect(digestOf([['notes', 'x'.repeat(300)]])).toBe(digestOf([['notes', kept('x'.repeat(300))]]));
    expect(digestOf([['notes', 'x'.repeat(300)]])).not.toBe(digestOf([['notes', 'x'.repeat(301)]]));
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
