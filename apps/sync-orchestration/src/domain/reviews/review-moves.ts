/** What happens next in a review: pure, from the states of its lines and their jobs. */
import { StopReason } from '../jobs/job';
import { endedLine, LineState, Review, ReviewLine, ReviewState, satisfied } from './review';

export type ReviewStep =
  | { readonly kind: 'startLine'; readonly line: ReviewLine }
  | { readonly kind: 'line'; readonly mapping: string; readonly state: LineState; readonly failure?: StopReason }
  | { readonly kind: 'review'; readonly state: ReviewState };

/** The line's state as its jobs say it. A line whose records failed still finishes: they are listed, and hold nobody up. */
export function stateByJobs(line: ReviewLine): { state: LineState; failure?: StopReason } {
  const stopped = line.jobs.find(({ state }) => state === 'failed' || state === 'superseded');
  if (stopped)
    return { state: 'failed', failure: stopped.failure ?? { code: 'job.failed', message: `The job ${stopped.step} could not go on.` } };
  if (line.jobs.some(({ state }) => state === 'cancelled')) return { state: 'cancelled' };
  return { state: line.jobs.every(({ state }) => state === 'finished') ? 'finished' : 'running' };
}

/** The steps that the states call for; carrying them out and asking again comes to rest. */
export function nextSteps(review: Review): ReviewStep[] {
  if (review.state === 'cancelling') return closeCancelled(review);
  if (review.state !== 'running') return [];
  const lines = review.lines.map((line) => ({ ...line, ...current(line) }));
  const changed = lines.filter((line, index) => line.state !== review.lines[index]!.state);
  const steps: ReviewStep[] = changed.map(({ mapping, state, failure }) => ({ kind: 'line', mapping, state, failure }));
  const stateOf = new Map(lines.map(({ mapping, state }) => [mapping, state]));
  for (const line of lines.filter(({ state }) => state === 'planned' || state === 'waiting')) steps.push(...beginning(line, stateOf));
  return lines.every(({ state }) => endedLine.includes(state)) ? [...steps, { kind: 'review', state: 'settling' }] : steps;
}

const current = (line: ReviewLine): { state: LineState; failure?: StopReason } =>
  line.state === 'running' ? stateByJobs(line) : { state: line.state };

/** A line starts when everything it depends on has finished; where that can't come any more it fails with the reason. */
function beginning(line: ReviewLine, stateOf: ReadonlyMap<string, LineState>): ReviewStep[] {
  const { mapping, state } = line;
  if (line.excluded) return [{ kind: 'line', mapping, state: 'excluded' }];
  if (line.recommendation === 'nothing') return [{ kind: 'line', mapping, state: 'nothing' }];
  const needs = line.dependsOn.map((name) => ({ name, state: stateOf.get(name) ?? 'finished' }));
  const broken = needs.find((need) => need.state === 'failed' || need.state === 'cancelled');
  if (broken) return [{ kind: 'line', mapping, state: 'failed', failure: dependencyFailed(broken.name) }];
  if (needs.every((need) => satisfied.includes(need.state))) return [{ kind: 'startLine', line }];
  return state === 'planned' ? [{ kind: 'line', mapping, state: 'waiting' }] : [];
}

const dependencyFailed = (name: string): StopReason => ({
  code: 'review.dependencyFailed',
  message: `${name} has not finished; start that line again, this one follows.`,
});

function closeCancelled(review: Review): ReviewStep[] {
  if (review.lines.some(({ jobs }) => jobs.some(({ state }) => state === 'cancelling' || state === 'running' || state === 'paused')))
    return [];
  const open = review.lines.filter(({ state }) => !endedLine.includes(state));
  return [
    ...open.map(({ mapping }): ReviewStep => ({ kind: 'line', mapping, state: 'cancelled' })),
    { kind: 'review', state: 'cancelled' },
  ];
}

/** How a review ends once nothing of it is due any more. */
export const endOf = (review: Review): ReviewState =>
  review.lines.some(({ state }) => state === 'failed' || state === 'cancelled') ? 'failed' : 'finished';

/** Lines that failed only because of this one, directly or through others: they start with it. */
export function heldUpBy(mapping: string, lines: readonly ReviewLine[]): string[] {
  const found = new Set([mapping]);
  for (const line of lines)
    if (line.state === 'failed' && line.jobs.length === 0 && line.dependsOn.some((name) => found.has(name))) found.add(line.mapping);
  return [...found].filter((name) => name !== mapping);
}
