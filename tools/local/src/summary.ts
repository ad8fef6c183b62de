/** What a run says at its end, to a program and to people. */
import type { RunCounters } from '@tandem/contracts/jobs';
import type { ReviewView } from '@tandem/contracts/reviews';
import type { Invariants } from '../../faults/src/oracle/judge';
import type { Kills } from './worker-killer';
import type { SecondRun } from './second-run';

type Directions = { toSales?: RunCounters; fromSales?: RunCounters };

export interface Summary extends Partial<Kills> {
  readonly mappings: Readonly<Record<string, Directions>>;
  readonly durationMs: number;
  readonly recordsPerSecond: number;
  /** Absent until somebody has judged. */
  readonly invariants?: Invariants;
  readonly secondRun?: SecondRun;
}

/** The summary of a review that has ended. */
export function summaryOf({ lines, counters, startedAt, endedAt }: ReviewView): Summary {
  const durationMs = Math.max(1, Date.parse(endedAt ?? '') - Date.parse(startedAt ?? ''));
  const directions = lines.map(({ mapping, toSales, fromSales }) => [
    mapping,
    { ...countersOf('toSales', toSales), ...countersOf('fromSales', fromSales) },
  ]);
  return { mappings: Object.fromEntries(directions), durationMs, recordsPerSecond: Math.round((counters.seen / durationMs) * 1_000) };
}

const countersOf = (direction: keyof Directions, run?: { counters: RunCounters }): Directions => (run ? { [direction]: run.counters } : {});

/** Whether everything that must hold does, and a second run found nothing to write. */
export function holds({ invariants, secondRun }: Summary): boolean {
  if (!invariants) return false;
  const { converged, duplicates, lostUpdates, phantomDeletes, echoes } = invariants;
  return converged && duplicates + lostUpdates + phantomDeletes + echoes === 0 && (secondRun?.writes ?? 0) === 0;
}

/** The summary as a table. */
export function tableOf(summary: Summary): string {
  const heading = ['mapping', 'direction', ...columns].map(cell).join('');
  const rows = Object.entries(summary.mappings).flatMap(([mapping, directions]) =>
    Object.entries(directions).map(([direction, counters]) =>
      [mapping, direction, ...columns.map((name) => String(counters[name]))].map(cell).join(''),
    ),
  );
  const pace = `${(summary.durationMs / 1_000).toFixed(1)} seconds, ${summary.recordsPerSecond} records a second`;
  return [heading, ...rows, '', pace, ...invariantLines(summary)].join('\n');
}

const columns = ['seen', 'inserted', 'modified', 'unchanged', 'coupled', 'waiting', 'conflict', 'failed', 'skipped'] as const;

const cell = (text: string, index: number): string => (index === 0 ? text.padEnd(18) : text.padStart(10));

function invariantLines({ invariants }: Summary): string[] {
  if (!invariants) return [];
  return [
    Object.entries(invariants)
      .map(([name, value]) => `${name}: ${value}`)
      .join(', '),
  ];
}
