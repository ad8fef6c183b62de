/** How a worker's page ends: confirmed, released, a deletion recorded, reported. */
import { membersOf } from '@tandem/domain/sync/digest';
import { opposite, sourceOf } from '@tandem/domain/value';
import { confirm, release } from '../confirmations';
import { AgreedPairs } from '../coupling';
import { recordDeletion } from '../deletions';
import { field, go, self, stale, StepOf } from './step';
import { tables, transaction, Worker, World } from './world';

export const confirmation: StepOf = (world, worker, setting) => {
  const { coupling, direction, pageId, token, pairs, target } = worker;
  if (!coupling) return [{ world, worker: go(worker, 'report') }];
  const { world: next, answer } = transaction(world, (draft) => {
    const version = setting.rules.confirmUnderTheVersionRead ? coupling.version : (draft.coupling(coupling.id)?.version ?? 0n);
    const digests = digestsOf(pairs);
    const confirmed = { couplingId: coupling.id, version, direction, by: { pageId, token }, targetId: target?.id ?? null, pairs, digests };
    return confirm(draft, confirmed);
  });
  const forgetful = setting.rules.idsStayKnown ? next : withoutNewTombstones(next, world);
  if (answer.outcome !== 'done') return [{ world: forgetful, worker: stale(worker, setting) }];
  if (!worker.row) return [{ world: forgetful, worker: go(worker, 'recordDeletion') }];
  const left = worker.decision?.leave.length && target ? [{ direction: opposite(direction), recordId: target.id }] : [];
  const later = isBehind(worker) ? [self(worker)] : [];
  return [{ world: forgetful, worker: go(worker, 'report', { due: [...worker.due, ...left, ...later] }) }];
};

/** Whether the claimed values that were written are not what the source has now: the difference travels as an update. */
const isBehind = ({ decision, row, pairs, direction }: Worker): boolean =>
  decision === null && row?.value !== membersOf(pairs[field])[sourceOf(direction)];

function digestsOf(pairs: AgreedPairs) {
  const { businessCentral, sales } = membersOf(pairs[field]);
  return { businessCentral: String(businessCentral), sales: String(sales) };
}

const withoutNewTombstones = (next: World, before: World): World => ({
  ...next,
  couplings: next.couplings.filter(
    ({ id, state }) => state !== 'gone' || before.couplings.some((one) => one.id === id && one.state === 'gone'),
  ),
});

export const releasing: StepOf = (world, worker, setting) => {
  const { coupling, pageId, token } = worker;
  if (!coupling) return [{ world, worker: go(worker, 'recordDeletion') }];
  const { world: next, answer } = transaction(world, (draft) => {
    const by = setting.rules.onlyTheHolderReleases || !coupling.claim ? { pageId, token } : coupling.claim.holder;
    return release(draft, { couplingId: coupling.id, version: coupling.version, by });
  });
  const forgetful = setting.rules.idsStayKnown ? next : withoutNewTombstones(next, world);
  return [{ world: forgetful, worker: answer.outcome === 'done' ? go(worker, 'recordDeletion') : stale(worker, setting) }];
};

export const deletion: StepOf = (world, worker, setting) => {
  const record = { tables, side: sourceOf(worker.direction), id: worker.recordId, policy: 'none' as const };
  const { world: next, answer } = transaction(world, (draft) => recordDeletion(draft, record));
  if (answer.outcome === 'due') return [{ world: next, worker: stale(worker, setting) }];
  return [{ world: next, worker: go(worker, 'report', { issue: answer.outcome === 'issue' }) }];
};

/** The end of a page: marks it done and stores what is due, if the lease is still this worker's. */
export const report: StepOf = (world, worker, { rules }) => {
  const page = world.pages.find(({ id }) => id === worker.pageId);
  const accepted = page && (!rules.reportsCarryTheToken || page.token === worker.token);
  if (!accepted) return [{ world, worker: null }];
  const others = world.issues.filter((id) => id !== worker.recordId);
  const due = worker.due.filter(
    (one) => !world.due.some(({ direction, recordId }) => direction === one.direction && recordId === one.recordId),
  );
  const next = {
    ...world,
    pages: world.pages.filter(({ id }) => id !== page.id),
    issues: worker.issue ? [...others, worker.recordId] : others,
    due: [...world.due, ...due],
  };
  return [{ world: next, worker: null }];
};
