/** What a worker's step is, and what all steps have in common. */
import { keptPair } from '@tandem/domain/sync/digest';
import { Direction, targetOf, Value } from '@tandem/domain/value';
import { AgreedPairs } from '../coupling';
import { Rules } from './rules';
import { Phase, Scenario, Worker, World } from './world';

/** The world after a worker's step, and the worker: null when it is free again. */
export interface Step {
  readonly world: World;
  readonly worker: Worker | null;
}

export interface Setting {
  readonly rules: Rules;
  readonly scenario: Scenario;
}

export type StepOf = (world: World, worker: Worker, setting: Setting) => Step[];

/** The one both-ways field. */
export const field = 'name';

export const go = (worker: Worker, phase: Phase, changes: Partial<Worker> = {}): Worker => ({ ...worker, ...changes, phase });
export const self = ({ direction, recordId }: Worker) => ({ direction, recordId });

/** The record is looked at again in a page of its own. */
export const comeBack = (worker: Worker): Worker => go(worker, 'report', { due: [...worker.due, self(worker)] });
export const stale = (worker: Worker, { rules }: Setting): Worker => (rules.staleBecomesDue ? comeBack(worker) : go(worker, 'report'));

export const targetIdOf = ({ coupling, direction }: Worker): string | null => coupling?.ids[targetOf(direction)] ?? null;

/** A remote write is sent only while the lease lasts; a worker that was stopped after it had looked sends all the same. */
export const maySend = ({ leased, sendsLate }: Worker, { rules }: Setting): boolean => leased || sendsLate || !rules.writeWithinTheLease;

export function agreedNow(agree: Readonly<Record<string, { source: Value; target: Value }>>, direction: Direction): AgreedPairs {
  const pair = ({ source, target }: { source: Value; target: Value }) =>
    direction === 'toSales' ? keptPair(source, target) : keptPair(target, source);
  return Object.fromEntries(Object.entries(agree).map(([name, agreement]) => [name, pair(agreement)]));
}
