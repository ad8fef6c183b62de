/** I7: every record that a run has seen ended in exactly one outcome. */
import type { RunCounters } from '@tandem/contracts/jobs';
import type { ReviewView } from '@tandem/contracts/reviews';

const outcomes = ['inserted', 'modified', 'deleted', 'unchanged', 'waiting', 'conflict', 'failed', 'skipped'] as const;

const sumOf = (counters: RunCounters): number => outcomes.reduce((sum, outcome) => sum + counters[outcome], 0);

/** One sentence for each run of a review whose outcomes don't add up. */
export function wrongSums({ lines }: Pick<ReviewView, 'lines'>): string[] {
  return lines.flatMap(({ mapping, toSales, fromSales }) =>
    [toSales, fromSales].flatMap((run) => {
      if (!run || sumOf(run.counters) === run.counters.seen) return [];
      return [`${mapping}: ${run.counters.seen} records were seen, ${sumOf(run.counters)} are accounted for`];
    }),
  );
}
