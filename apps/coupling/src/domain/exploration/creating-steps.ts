/** Claiming and creating the account. */
import { membersOf } from '@tandem/domain/sync/digest';
import { targetOf } from '@tandem/domain/value';
import { claim, ClaimRequest } from '../claims';
import { ClaimedValues } from '../coupling';
import { comeBack, field, go, maySend, Setting, stale, StepOf, targetIdOf } from './step';
import { ended, lasting, rowOf, tables, transaction, withRow, Worker } from './world';

const valuesOf = (value: string): ClaimedValues => ({
  pairs: { [field]: value },
  written: {},
  digests: { businessCentral: value, sales: value },
  overwritten: {},
});

function requestOf(
  { direction, recordId, row, pageId, token, coupling, leased }: Worker,
  targetId: string,
  { rules }: Setting,
): ClaimRequest {
  const holder = { pageId, token, leaseEndsAt: leased && rules.claimsAreHeld ? lasting : ended };
  const version = coupling?.version ?? null;
  const named = { businessKey: null, label: null, firstDirection: null };
  return { tables, direction, holder, kind: 'create', sourceId: recordId, targetId, version, values: valuesOf(row?.value ?? ''), ...named };
}

export const claimNew: StepOf = (world, worker, setting) => {
  const request = requestOf({ ...worker, coupling: null }, `T${world.given}`, setting);
  const { world: next, answer } = transaction({ ...world, given: world.given + 1 }, (draft) => claim(draft, request));
  if (answer.outcome !== 'yours') return [{ world: next, worker: stale(worker, setting) }];
  return [{ world: next, worker: go(worker, 'create', { coupling: answer.coupling, pairs: answer.coupling.claim?.pairs ?? {} }) }];
};

export const claimAgain: StepOf = (world, worker, setting) => {
  if (!setting.rules.claimBeforeCreatingAgain) return [{ world, worker: go(worker, 'create') }];
  const request = requestOf(worker, targetIdOf(worker) ?? '', setting);
  const { world: next, answer } = transaction(world, (draft) => {
    const claimed = claim(draft, request);
    if (claimed.outcome !== 'yours' || setting.rules.claimedValuesStay || !claimed.coupling.claim) return claimed;
    return {
      outcome: 'yours' as const,
      coupling: draft.put({ ...claimed.coupling, claim: { ...claimed.coupling.claim, ...request.values } }),
    };
  });
  if (answer.outcome !== 'yours') return [{ world: next, worker: stale(worker, setting) }];
  return [{ world: next, worker: go(worker, 'create', { coupling: answer.coupling, pairs: answer.coupling.claim?.pairs ?? {} }) }];
};

export const create: StepOf = (world, worker, setting) => {
  if (!maySend(worker, setting)) return [{ world, worker: comeBack(worker) }];
  const side = targetOf(worker.direction);
  const claimed = targetIdOf(worker) ?? '';
  const exists = rowOf(world, side, claimed);
  if (exists && setting.rules.creationsOnlyCreate) return [{ world, worker: go(worker, 'locate') }];
  const byServer = setting.scenario.identity === 'server';
  const row = { id: byServer ? `S${world.given}` : claimed, value: claimedMember(worker), correlation: byServer ? claimed : null };
  const written = withRow(world, side, row);
  const counted = {
    ...written,
    created: { ...written.created, [side]: written.created[side] + (exists ? 0 : 1) },
    sentLate: world.sentLate || worker.sendsLate,
  };
  return [{ world: counted, worker: go(worker, 'confirm', { target: rowOf(counted, side, row.id), sendsLate: false }) }];
};

const claimedMember = ({ pairs, direction }: Worker): string => String(membersOf(pairs[field])[targetOf(direction)]);
