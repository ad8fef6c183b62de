import { applyDateFormula } from './due-date';

describe('the date formulas of payment terms', () => {
  it.each([
    ['', '2026-01-31'],
    ['0D', '2026-01-31'],
    ['14D', '2026-02-14'],
    ['2W', '2026-02-14'],
    ['1M', '2026-02-28'],
    ['1Y', '2027-01-31'],
    ['CM', '2026-01-31'],
    ['CM+15D', '2026-02-15'],
    ['CQ', '2026-03-31'],
    ['1M+8D', '2026-03-08'],
    ['CM-1D', '2026-01-30'],
  ])('%s from 31 January 2026 is %s', (formula, expected) => {
    expect(applyDateFormula('2026-01-31', formula)).toBe(expected);
  });
});
