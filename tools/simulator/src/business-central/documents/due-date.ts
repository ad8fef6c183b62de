/** Date formulas of payment terms: `14D`, `1M`, `2W`, `1Y`, `CM` (end of the current month) and their sums (`CM+15D`). */
const term = /([+-]?)(?:C([DWMQY])|(\d+)([DWMY]))/g;

/** The date that a formula gives from another one (`yyyy-mm-dd`); an empty formula gives the same date. */
export function applyDateFormula(date: string, formula: string): string {
  const result = new Date(`${date}T00:00:00Z`);
  for (const [, sign, period, amount, unit] of formula.toUpperCase().matchAll(term)) {
    if (period) toEndOf(result, period);
    else add(result, Number(amount) * (sign === '-' ? -1 : 1), unit as string);
  }
  return result.toISOString().slice(0, 10);
}

function toEndOf(date: Date, period: string): void {
  if (period === 'M') date.setUTCMonth(date.getUTCMonth() + 1, 0);
  if (period === 'Q') date.setUTCMonth(Math.floor(date.getUTCMonth() / 3) * 3 + 3, 0);
  if (period === 'Y') date.setUTCMonth(12, 0);
  if (period === 'W') date.setUTCDate(date.getUTCDate() + ((7 - date.getUTCDay()) % 7));
}

function add(date: Date, amount: number, unit: string): void {
  if (unit === 'D') date.setUTCDate(date.getUTCDate() + amount);
  if (unit === 'W') date.setUTCDate(date.getUTCDate() + 7 * amount);
  if (unit === 'M') addMonths(date, amount);
  if (unit === 'Y') addMonths(date, 12 * amount);
}

/** 31 January plus one month is the last day of February. */
function addMonths(date: Date, months: number): void {
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, lastDay));
}
