/** The counters of a run: every record seen is in exactly one outcome, marks stand beside them. */

/** The outcomes in which a record can end. */
export const outcomes = ['inserted', 'modified', 'deleted', 'unchanged', 'waiting', 'conflict', 'failed', 'skipped'] as const;
export type Outcome = (typeof outcomes)[number];

export const marks = ['coupled', 'uncoupled', 'merged', 'overwritten'] as const;

export const counterNames = ['seen', ...outcomes, ...marks] as const;
export type CounterName = (typeof counterNames)[number];
export type RunCounters = Readonly<Record<CounterName, number>>;

export const zero: RunCounters = Object.fromEntries(counterNames.map((name) => [name, 0])) as RunCounters;

/** The counters with what is missing taken as zero. */
export const complete = (counters: Partial<RunCounters>): RunCounters => ({ ...zero, ...counters });

export const sum = (all: readonly Partial<RunCounters>[]): RunCounters =>
  Object.fromEntries(counterNames.map((name) => [name, all.reduce((total, counters) => total + (counters[name] ?? 0), 0)])) as RunCounters;

/** What a second look changes in the run that saw the records first: each leaves the outcome it stood in and ends in the new one; none is seen twice. */
export function moved(standing: ReadonlyMap<string, Outcome>, endings: Readonly<Record<string, Outcome>>): RunCounters {
  const changes: Record<CounterName, number> = { ...zero };
  for (const [recordId, left] of standing) {
    const ending = endings[recordId];
    if (ending === undefined) continue;
    changes[left] -= 1;
    changes[ending] += 1;
  }
  return changes;
}

/** Outcomes that a record may leave again without changing itself: what it needed comes, a person decides, another try succeeds. */
export const revisable: readonly Outcome[] = ['waiting', 'conflict', 'failed', 'skipped'];

/** Whether the outcomes add up to what was seen. */
export const addsUp = (counters: RunCounters): boolean => outcomes.reduce((total, name) => total + counters[name], 0) === counters.seen;
