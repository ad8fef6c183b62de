/** Adopting, comparing and updating, decided as the real worker decides. */
import { decideSync, FieldState } from '@tandem/domain/sync/decide-sync';
import { membersOf } from '@tandem/domain/sync/digest';
import { sourceOf, targetOf } from '@tandem/domain/value';
import { AgreedPairs } from '../coupling';
import { agreedNow, comeBack, field, go, maySend, StepOf, targetIdOf } from './step';
import { rowOf, withRow, Worker } from './world';

const mostTries = 3;

/** Looks for the record of an unfinished creation. */
export const locate: StepOf = (world, worker, setting) => {
  const side = targetOf(worker.direction);
  const found =
    rowOf(world, side, targetIdOf(worker)) ?? world.rows[side].find(({ correlation }) => correlation === targetIdOf(worker)) ?? null;
  if (!worker.row) return [{ world, worker: found ? go(worker, 'confirm', { target: found }) : go(worker, 'release') }];
  if (!found) return [{ world, worker: go(worker, 'claimAgain') }];
  const adopting = { ...worker, target: found };
  return [{ world, worker: setting.rules.adoptionDecides ? decided(adopting) : decided({ ...adopting, pairs: asFound(adopting) }) }];
};

/** Takes whatever stands on both sides for agreed. */
const asFound = ({ row, target, direction }: Worker): AgreedPairs =>
  agreedNow({ [field]: { source: row?.value ?? null, target: target?.value ?? null } }, direction);

export const readTarget: StepOf = (world, worker) => {
  const target = rowOf(world, targetOf(worker.direction), worker.target?.id ?? targetIdOf(worker));
  return [{ world, worker: target ? decided({ ...worker, target }) : go(worker, 'report', { issue: true }) }];
};

function decided(worker: Worker): Worker {
  const decision = decideSync([stateOf(worker)], { direction: worker.direction });
  const pairs = { ...worker.pairs, ...agreedNow(decision.agree, worker.direction) };
  const changes = { decision, issue: decision.conflict.length > 0 };
  if (decision.write.length > 0) return go(worker, 'update', changes);
  const isSettled = Object.keys(decision.agree).length === 0 && decision.leave.length === 0 && decision.conflict.length === 0;
  return isSettled && worker.coupling?.state === 'coupled' ? go(worker, 'report', changes) : go(worker, 'confirm', { ...changes, pairs });
}

function stateOf({ row, target, pairs, direction, coupling }: Worker): FieldState {
  const [source, other] = [row?.value ?? null, target?.value ?? null];
  const members = field in pairs ? membersOf(pairs[field]) : undefined;
  const hasAgreed = members && (coupling?.agreed ?? coupling?.claim);
  const agreed = hasAgreed ? { source: members[sourceOf(direction)], target: members[targetOf(direction)] } : undefined;
  return { field, source, target: other, carried: source, returned: other, agreed, policy: 'ask' };
}

export const update: StepOf = (world, worker, setting) => {
  if (!maySend(worker, setting)) return [{ world, worker: comeBack(worker) }];
  const side = targetOf(worker.direction);
  const present = rowOf(world, side, worker.target?.id ?? null);
  if (!present) return [{ world, worker: go(worker, 'report', { issue: true }) }];
  if (present.etag !== worker.target?.etag && setting.rules.updatesCarryTheEtag) return [{ world, worker: tryAgain(worker) }];
  const written = withRow(world, side, { ...present, value: worker.row?.value ?? '' });
  const pairs = { ...worker.pairs, ...agreedNow(worker.decision?.agree ?? {}, worker.direction) };
  const counted = { ...written, updated: written.updated + 1 };
  return [{ world: counted, worker: go(worker, 'confirm', { pairs, target: rowOf(counted, side, present.id) }) }];
};

const tryAgain = (worker: Worker): Worker =>
  worker.tries < mostTries ? go(worker, 'readTarget', { tries: worker.tries + 1 }) : comeBack(worker);
