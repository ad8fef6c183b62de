import type { ReviewView } from '@tandem/contracts/reviews';
import { holds, Summary, summaryOf, tableOf } from './summary';

const counters = {
  seen: 50,
  inserted: 30,
  modified: 5,
  deleted: 0,
  unchanged: 10,
  waiting: 2,
  conflict: 0,
  failed: 1,
  skipped: 2,
  coupled: 30,
  uncoupled: 0,
  merged: 0,
  overwritten: 0,
};
const lines = [
  { mapping: 'CUSTOMER', toSales: { counters }, fromSales: { counters } },
  { mapping: 'CURRENCY', toSales: { counters } },
];
const review = {
  lines,
  counters: { ...counters, seen: 150 },
  startedAt: '2026-01-05T10:00:00.000Z',
  endedAt: '2026-01-05T10:00:03.000Z',
} as unknown as ReviewView;
const good = { converged: true, duplicates: 0, lostUpdates: 0, phantomDeletes: 0, echoes: 0 };

describe('the summary of a run', () => {
  it('has the counters of each mapping and direction, the duration and the pace', () => {
    const summary = summaryOf(review);
    expect(summary).toMatchObject({ durationMs: 3_000, recordsPerSecond: 50 });
    expect(summary.mappings).toEqual({ CUSTOMER: { toSales: counters, fromSales: counters }, CURRENCY: { toSales: counters } });
  });

  it('is shown to people as a table', () => {
    const table = tableOf({ ...summaryOf(review), invariants: good });
    expect(table).toMatch(/CUSTOMER +toSales +50 +30/);
    expect(table).toContain('converged: true, duplicates: 0');
  });

  const verdicts: [string, Partial<Summary>, boolean][] = [
    ['every invariant holds', { invariants: good }, true],
    ['nobody has judged', {}, false],
    ['the sides differ', { invariants: { ...good, converged: false } }, false],
    ['a record is there twice', { invariants: { ...good, duplicates: 1 } }, false],
    ['an edit was lost', { invariants: { ...good, lostUpdates: 1 } }, false],
    ['the second run wrote nothing', { invariants: good, secondRun: { writes: 0, requests: 40, durationMs: 9 } }, true],
    ['the second run wrote', { invariants: good, secondRun: { writes: 1, requests: 40, durationMs: 9 } }, false],
  ];
  it.each(verdicts)('when %s, that counts as %#', (_, part, expected) => {
    expect(holds({ ...summaryOf(review), ...part })).toBe(expected);
  });
});
