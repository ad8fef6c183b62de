import { RowVersions } from './row-versions';

describe('row versions', () => {
  it('grow with every change', () => {
    const versions = new RowVersions(10);
    expect([versions.next(), versions.next(), versions.lastUsed]).toEqual([11, 12, 12]);
  });

  it('are settled only below the oldest version that is held', () => {
    const versions = new RowVersions(10);
    const held = versions.hold();
    versions.next();
    expect(versions.minimumActive).toBe(held);
    versions.release(held);
    expect(versions.minimumActive).toBe(versions.lastUsed + 1);
  });
});
