import { sequentialId } from './sequential-id';

describe('an id that sorts by time', () => {
  it('is a UUID of version 7', () => {
    expect(sequentialId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('sorts after every id of an earlier millisecond', () => {
    const [earlier, later] = [sequentialId(1_795_300_000_000), sequentialId(1_795_300_000_001)];
    expect(earlier < later).toBe(true);
    expect(earlier.startsWith('01a20038-0100')).toBe(true);
  });

  it('is never given twice', () => {
    const ids = Array.from({ length: 100_000 }, () => sequentialId(0));
    expect(new Set(ids).size).toBe(ids.length);
  });
});
