/** What the guide refuses, each with its code, cause and remedy; the list for people is `docs/failures.md`. */
import { Failure } from '@tandem/domain/failure';
import { findingsOf } from './findings-of-step';
import { SetupStep } from './setup-step';
import { Standing, StepSeen } from './standing';

export const stepNotFound = (key: string, known: readonly string[]): Failure =>
  new Failure('rejected', 'setupStep.notFound', `The guide has no step ${key}.`, { help: `Its steps are ${known.join(', ')}.` });

export const notOfThisStep = ({ key, asks = {} }: SetupStep, strangers: readonly string[]): Failure =>
  new Failure('rejected', 'setup.notOfThisStep', `The step ${key} does not take ${strangers.join(', ')}.`, {
    fields: strangers,
    help: `It takes ${Object.keys(asks).join(', ') || 'nothing'}.`,
  });

/** Why a step can't be confirmed now: what it waits for, what is missing, what its checks have found. */
export function stepNotReady({ step, findings, run }: StepSeen, { waitsFor, missing }: Standing): Failure {
  const failed = findingsOf(step, findings).find(({ state }) => state === 'failed');
  const reasons: [boolean, string, string][] = [
    [waitsFor.length > 0, `it waits for ${waitsFor.join(', ')}`, 'Take these steps first.'],
    [missing.length > 0, `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing`, 'Enter what is missing, then confirm.'],
    [failed !== undefined, `${failed?.cause} (${failed?.code})`, failed?.remedy ?? 'Put right what its findings name.'],
    [run?.state === 'running', 'what it has begun still runs', 'Wait for its end; its progress is shown.'],
  ];
  const [, reason, help] = reasons.find(([holds]) => holds) ?? [true, 'there is nothing to confirm', 'Run its check first, or go on.'];
  return new Failure('blocked', 'setup.stepNotReady', `The step ${step.key} can't be confirmed: ${reason}.`, {
    waitsFor,
    missing,
    findings,
    help,
  });
}

/** A dry run or a full synchronisation that did not come to its end. */
export const runEnded = (state: string): Failure =>
  new Failure('blocked', 'setup.runEnded', `The run has ended as ${state}.`, {
    help: 'Look at its lines and put right what they name, then run the check of this step again: it plans another one.',
  });
