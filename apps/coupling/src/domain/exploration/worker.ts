/** A worker's steps: one call each, decided by the functions that the real worker uses. */
import { locate, readTarget, update } from './comparing-steps';
import { claimAgain, claimNew, create } from './creating-steps';
import { read, resolve } from './reading-steps';
import { confirmation, deletion, releasing, report } from './settling-steps';
import { comeBack, go, StepOf } from './step';
import { Phase, Worker } from './world';

const steps: Record<Phase, StepOf> = {
  ...{ read, resolve, claim: claimNew, create, locate, claimAgain, readTarget, update },
  ...{ confirm: confirmation, release: releasing, recordDeletion: deletion, report },
};

/** The steps that a worker may take next. */
export const stepsOf: StepOf = (world, worker, setting) => steps[worker.phase](world, worker, setting);

/** Phases whose call has an effect that outlives a lost reply. */
export const hasEffect: ReadonlySet<Phase> = new Set<Phase>([
  'claim',
  'create',
  'claimAgain',
  'update',
  'confirm',
  'release',
  'recordDeletion',
  'report',
]);

/** What a worker does when the reply to its call is lost: remote writes have an unknown outcome, questions to other services are asked again. */
export function afterLostReply(worker: Worker): Worker {
  if (worker.phase === 'create') return go(worker, 'locate');
  return worker.phase === 'update' ? comeBack(worker) : worker;
}
