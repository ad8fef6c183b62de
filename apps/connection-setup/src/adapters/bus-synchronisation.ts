/** The synchronisation as the guide asks it, over the bus. */
import { StopReason } from '@tandem/contracts/jobs';
import { approveMatchRun, matchMapping, MatchRunView, readMatchRun } from '@tandem/contracts/match-runs';
import { createReview, LineState, readReview, ReviewState, ReviewView, startReview } from '@tandem/contracts/reviews';
import { readSurvey, SurveyLine } from '@tandem/contracts/survey';
import { asFailure } from '@tandem/domain/failure';
import { Bus } from '@tandem/platform/messaging/bus';
import { problemOf, Run, RunProblem } from '../domain/setup/run';
import { runEnded } from '../domain/setup/guide-failures';
import { Synchronisation } from '../domain/setup/synchronisation';

/** A guide is shown even while nobody can tell how its runs stand. Milliseconds. */
const lookTimeoutMs = 1_000;

export class BusSynchronisation extends Synchronisation {
  constructor(private readonly bus: Bus) {
    super();
  }

  async matchPreview(connectionId: string, mapping: string): Promise<string> {
    return (await this.bus.ask(matchMapping, { connectionId, mapping, dryRun: true }, { connectionId })).id;
  }

  async match(connectionId: string, runId: string): Promise<Run | undefined> {
    const run = await found(
      this.bus.ask(readMatchRun, { connectionId, runId }, { connectionId, timeoutMs: lookTimeoutMs }),
      'matchRun.notFound',
    );
    return run && matchToRun(run);
  }

  async approveMatch(connectionId: string, runId: string): Promise<void> {
    await this.bus.ask(approveMatchRun, { connectionId, runId }, { connectionId });
  }

  async survey(connectionId: string): Promise<string[]> {
    return (await this.bus.ask(readSurvey, { connectionId }, { connectionId })).lines.map(inWords);
  }

  async plan(connectionId: string, { dryRun }: { readonly dryRun: boolean }): Promise<string> {
    return (await this.bus.ask(createReview, { connectionId, dryRun }, { connectionId })).id;
  }

  async start(connectionId: string, reviewId: string): Promise<void> {
    await this.bus.ask(startReview, { connectionId, reviewId }, { connectionId });
  }

  async review(connectionId: string, reviewId: string): Promise<Run | undefined> {
    const review = await found(
      this.bus.ask(readReview, { connectionId, reviewId }, { connectionId, timeoutMs: lookTimeoutMs }),
      'review.notFound',
    );
    return review && reviewToRun(review);
  }
}

/** Undefined where the other service does not know it any more. */
async function found<T>(asked: Promise<T>, code: string): Promise<T | undefined> {
  try {
    return await asked;
  } catch (thrown) {
    if (asFailure(thrown).code === code) return undefined;
    throw thrown;
  }
}

const matchStates = { collecting: 'running', preview: 'ready', applied: 'done' } as const;

/** What was taken back counts as never begun. */
function matchToRun({ id, state, coupled, ambiguous, unmatchedBusinessCentral, unmatchedSales, pairs }: MatchRunView): Run | undefined {
  if (state === 'reverted') return undefined;
  return {
    id,
    state: matchStates[state],
    message: `${coupled} pairs, ${ambiguous.length} ambiguous; without a counterpart: ${unmatchedBusinessCentral} in Business Central, ${unmatchedSales} in Sales`,
    results: pairs.map(({ businessCentralLabel, salesLabel }) => `${businessCentralLabel} = ${salesLabel}`),
    path: `match-runs/${id}`,
  };
}

const inWords = ({ mapping, counted, estimatedMatches, recommendation, reason }: SurveyLine): string =>
  `${mapping}: ${counted.businessCentral} in Business Central, ${counted.sales} in Sales, about ${estimatedMatches} on both sides; ${recommendation}: ${reason}`;

const endedReviews: Partial<Record<ReviewState, Run['state']>> = {
  planned: 'ready',
  finished: 'done',
  failed: 'failed',
  cancelled: 'failed',
  undone: 'failed',
};

/** Counters of a review that people look at first. */
const shown = ['inserted', 'modified', 'unchanged', 'coupled', 'waiting', 'conflict', 'failed'] as const;

function reviewToRun({ id, state: reviewState, counters, lines, attention }: ReviewView): Run {
  const state = endedReviews[reviewState] ?? 'running';
  const over = lines.filter((line) => endedLines.includes(line.state)).length;
  return {
    id,
    state,
    percent: lines.length === 0 ? 100 : Math.floor((over / lines.length) * 100),
    message: `${counters.seen} records looked at: ${shown.map((name) => `${counters[name]} ${name}`).join(', ')}`,
    path: `full-syncs/${id}`,
    problem: state === 'failed' ? problemOf(runEnded(reviewState)) : attention && heldBy(attention),
  };
}

const heldBy = ({ code, message }: StopReason): RunProblem => ({ code, cause: message, remedy: 'Put it right, then test the connection.' });

const endedLines: readonly LineState[] = ['finished', 'excluded', 'nothing', 'failed', 'cancelled'];
