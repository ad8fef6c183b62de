/** Adds a page's counters to its job; in a review a record that is looked at again moves to its new outcome in the run that saw it first. */
import { outcomeOf } from '../../domain/issues/issues';
import { Job } from '../../domain/jobs/job';
import { complete, marks, moved, Outcome, revisable, RunCounters, sum, zero } from '../../domain/jobs/run-counters';
import { Collections } from '../../domain/unit-of-work';
import { Findings, undecided } from './findings';
import type { PageReport } from './report-page';

type Counted = Pick<PageReport, 'counters' | 'issues' | 'due' | 'requests' | 'outcomes'>;

export async function countPage(collections: Collections, job: Job, report: Counted): Promise<void> {
  await collections.jobs.addCounters(job.id, complete(report.counters), report.requests);
  if (!job.reviewId || job.reason !== 'ids') return noteStandings(collections, job, report);
  const first = await collections.jobs.firstLook(job.reviewId, job.mapping, job.direction);
  if (first) await countAgain(collections, { id: first, connectionId: job.connectionId }, report);
}

/**
 * The page that closes a baseline shows again what other pages have counted: records move from where they stand. Counted anew is only what nobody can have counted before:
 * what was created just now, and what is listed now and was not. Records that are unchanged, modified, in conflict, in another page's hands, or left out without being listed
 * were counted where they were first seen.
 */
export async function countClosing({ jobs, standings }: Collections, job: Job, report: Counted): Promise<void> {
  const { outcomes, counters, requests } = report;
  const standing = await standings.take(job.id, Object.keys(outcomes));
  const listed = standingsIn({ issues: report.issues.filter(({ kind }) => kind !== 'conflict'), due: [] });
  const isFresh = (recordId: string, outcome: Outcome) => outcome === 'inserted' || listed.has(recordId);
  const endings = Object.entries(outcomes).filter(([recordId, outcome]) => standing.has(recordId) || isFresh(recordId, outcome));
  const fresh = endings.filter(([recordId]) => !standing.has(recordId)).map(([, outcome]) => ({ seen: 1, [outcome]: 1 }));
  if (job.reviewId) await standings.put(job, new Map(endings.filter(([, outcome]) => revisable.includes(outcome))));
  await jobs.addCounters(job.id, sum([...fresh, moved(standing, outcomes), marksOf(counters)]), requests);
}

/** Notes the records of a run's first look that stand in an outcome they may still leave: in a review until it ends, else until the job does. */
export async function noteStandings({ standings }: Collections, job: Job, found: Pick<Findings, 'issues' | 'due'>): Promise<void> {
  if (job.reason === 'full' || job.reason === 'changes') await standings.put(job, standingsIn(found));
}

function standingsIn({ issues, due }: Pick<Findings, 'issues' | 'due'>): Map<string, Outcome> {
  const found = new Map<string, Outcome>();
  for (const { recordId, reason } of due) if (undecided.includes(reason)) found.set(recordId, 'waiting');
  for (const { recordId, kind } of issues) {
    const outcome = outcomeOf[kind];
    if (outcome !== null) found.set(recordId, outcome);
  }
  return found;
}

async function countAgain({ jobs, standings }: Collections, first: { id: string; connectionId: string }, report: Counted): Promise<void> {
  const looked = Object.keys(report.outcomes);
  const standing = await standings.take(first.id, looked);
  const still = [...standing.keys()].filter((recordId) => revisable.includes(report.outcomes[recordId]!));
  await standings.put(first, new Map(still.map((recordId) => [recordId, report.outcomes[recordId]!])));
  await jobs.addCounters(first.id, { ...moved(standing, report.outcomes), ...marksOf(report.counters) }, report.requests);
  const followUps = Math.max(looked.length, report.counters.seen ?? 0) - standing.size;
  if (followUps > 0) await jobs.addFollowUps(first.id, followUps);
}

const marksOf = (counters: Partial<RunCounters>): Pick<RunCounters, (typeof marks)[number]> =>
  Object.fromEntries(marks.map((mark) => [mark, counters[mark] ?? zero[mark]])) as Pick<RunCounters, (typeof marks)[number]>;
