/** How a step stands: read off the connection, the findings and what the step has begun; never stored. */
import { Connection } from '../connection';
import { Finding } from '../findings';
import { hasFailed, havePassed, isHeldUp } from './findings-of-step';
import { Run } from './run';
import { SetupStep } from './setup-step';

export type StepState = 'open' | 'done' | 'failed' | 'notNeeded';

/** What is known about a step at one moment. */
export interface StepSeen {
  readonly step: SetupStep;
  /** The connection as it is; with a draft, as it would be. */
  readonly connection: Connection;
  /** Something was entered and is not confirmed yet. */
  readonly isDrafted: boolean;
  /** About the connection as above. */
  readonly findings: readonly Finding[];
  readonly run?: Run;
  readonly isConfirmed: boolean;
}

export interface Standing {
  readonly state: StepState;
  /** Keys of the steps that must be done before this one can be confirmed. */
  readonly waitsFor: readonly string[];
  readonly missing: readonly string[];
  readonly canBeConfirmed: boolean;
}

/** How every step stands, given all of them in their order. */
export function standings(seen: readonly StepSeen[]): ReadonlyMap<string, Standing> {
  const known = new Map<string, Standing>();
  for (const each of seen) known.set(each.step.key, standingOf(each, known));
  return known;
}

function standingOf(seen: StepSeen, known: ReadonlyMap<string, Standing>): Standing {
  const { step, connection } = seen;
  const waitsFor = step.waitsFor.map(({ key }) => key).filter((key) => !isOver(known.get(key)?.state));
  const isNeeded = step.isNeeded?.(connection) ?? true;
  const missing = isNeeded ? (step.missing?.(connection, seen.findings) ?? []) : [];
  const state = stateOf({ ...seen, isNeeded, isWaiting: waitsFor.length > 0, missing });
  return { state, waitsFor, missing, canBeConfirmed: waitsFor.length === 0 && missing.length === 0 && isReady(seen, state) };
}

const isOver = (state: StepState | undefined): boolean => state === 'done' || state === 'notNeeded';

interface StepJudged extends StepSeen {
  readonly isNeeded: boolean;
  readonly isWaiting: boolean;
  readonly missing: readonly string[];
}

function stateOf(seen: StepJudged): StepState {
  const state = judged(seen);
  return state === 'failed' && seen.isWaiting && !seen.isDrafted ? 'open' : state;
}

function judged(seen: StepJudged): StepState {
  if (seen.isDrafted) return draftState(seen);
  if (!seen.isNeeded && !seen.run) return 'notNeeded';
  return seen.step.work ? workState(seen) : settledState(seen);
}

const draftState = ({ step, findings }: StepJudged): StepState => (isHeldUp(step, findings) ? 'failed' : 'open');

function workState({ step, run, findings }: StepJudged): StepState {
  if (run?.state === 'done' || run?.state === 'failed') return run.state;
  if (run) return 'open';
  if (step.isSkippedWhenPassed && havePassed(findings)) return 'notNeeded';
  return hasFailed(findings) ? 'failed' : 'open';
}

function settledState({ step, connection, findings, isConfirmed, missing }: StepJudged): StepState {
  if (missing.length > 0) return 'open';
  if (hasFailed(findings)) return 'failed';
  const isSettled = !step.hasDefaults || isConfirmed || connection.environment?.bound === true;
  return isSettled && havePassed(findings) ? 'done' : 'open';
}

/** Whether what the confirmation needs is there. */
function isReady({ step, isDrafted, findings, run, isConfirmed }: StepSeen, state: StepState): boolean {
  switch (step.confirmedBy) {
    case 'draft':
      return isDrafted ? !isHeldUp(step, findings) : step.hasDefaults === true && !isConfirmed && state !== 'notNeeded';
    case 'result':
      return run?.state === 'ready';
    case 'checks':
      return state === 'open' && havePassed(findings);
    case 'administrator':
      return run?.state !== 'running';
    case 'nothing':
      return false;
  }
}
