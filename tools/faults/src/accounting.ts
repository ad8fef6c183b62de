/** I7: every record that a run has seen ended in exactly one outcome. */
import type { RunCounters } from '@tandem/contracts/jobs';
import type { ReviewView } from '@tandem/contracts/reviews';
import { SimulatorControl } from './simulator-control';

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

/** How many accounts a review says it has created, and how many Tandem has: none is counted as unchanged because a worker ended before it could tell. */
export async function createdAccounts(
  { lines }: Pick<ReviewView, 'lines'>,
  sales: SimulatorControl,
): Promise<{ counted: number; made: number }> {
  const history = await sales.history();
  const made = history.filter(({ table, operation, writer }) => table === 'account' && operation === 'create' && writer !== 'user').length;
  const counted = lines
    .filter(({ mapping }) => mapping === 'CUSTOMER' || mapping === 'VENDOR')
    .map(({ toSales }) => toSales?.counters.inserted ?? 0);
  return { counted: counted.reduce((sum, inserted) => sum + inserted, 0), made };
}
