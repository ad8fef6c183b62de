import { chosen, matrix } from './matrix';
import { readOptions } from './options';

describe('the fault matrix', () => {
  it('has each row once, in order, with both its lengths', () => {
    const ids = matrix.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].sort());
    for (const { sentence, length } of matrix) expect([sentence, length.real, length.compressed]).not.toContain('');
  });

  it('is played whole where nothing is chosen', () => {
    expect(chosen(undefined)).toEqual(matrix);
  });

  it('is played in its own order, however the rows are named', () => {
    const { only } = readOptions(['--only', 'f-09, F-03,F-09']);
    expect(chosen(only).map(({ id }) => id)).toEqual(['F-03', 'F-09']);
  });

  it('refuses a row that does not exist, and names those that do', () => {
    expect(() => chosen(['F-01', 'F-99'])).toThrow(/no scenario F-99.*F-01, F-03/);
  });
});

describe('the options of a run', () => {
  it('draw a seed where none is given, and take the one that is', () => {
    expect(readOptions(['--seed', '42'])).toMatchObject({ seed: 42, json: false });
    expect(readOptions([]).seed).toBeGreaterThanOrEqual(0);
  });
});
