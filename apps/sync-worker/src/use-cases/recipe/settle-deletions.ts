/** Records that were asked for by id and do not exist: a read has shown that they are deleted; the mapping's policy decides what follows. */
import { CouplingView, DeletionOutcome } from '@tandem/contracts/coupling';
import { nextStepWithoutRecord } from '@tandem/domain/sync/next-step';
import { askerOf, Run, targetStore, targetTable } from '../run';
import { comeBack, targetIdOf } from './item';

const help = 'Restore the record, remove the coupling, or delete the other record as well.';

const settlements: Record<DeletionOutcome, (run: Run, recordId: string) => void> = {
  unknown: (run, recordId) =>
    run.tally.issue({ recordId, kind: 'skipped', code: 'record.deleted', message: 'The record was deleted; it had no counterpart.' }),
  issue: (run, recordId) =>
    run.tally.issue({
      recordId,
      kind: 'parked',
      code: 'record.deleted',
      message: 'The record was deleted; its counterpart still exists.',
      details: { help },
    }),
  restore: (run, recordId) =>
    run.tally.issue({
      recordId,
      kind: 'parked',
      code: 'record.toBeRestored',
      message: 'The record was deleted and shall be restored from its counterpart.',
      details: { help },
    }),
  uncoupled: (run, recordId) => {
    run.tally.settle(recordId, 'deleted');
    run.tally.mark('uncoupled');
  },
  deleteCounterpart: (run, recordId) =>
    run.tally.issue({
      recordId,
      kind: 'parked',
      code: 'record.counterpartToBeDeleted',
      message: 'The record was deleted; its counterpart waits for the deletion guard.',
      details: { help },
    }),
  archived: (run, recordId) => run.tally.settle(recordId, 'deleted'),
  due: (run, recordId) => comeBack(run, recordId, 'claimInProgress'),
};

/** A creation that a holder left unfinished before its source was deleted: what it made is confirmed as it is, what it did not make is given back. */
async function finishClaims(run: Run, couplings: readonly CouplingView[]): Promise<void> {
  if (couplings.length === 0) return;
  const ids = couplings.map((coupling) => targetIdOf(run, coupling));
  const present = new Set((await targetStore(run).readByIds(targetTable(run), ids, [])).map(({ id }) => id));
  const made = couplings.filter((coupling) => present.has(targetIdOf(run, coupling)));
  const notMade = couplings.filter((coupling) => !present.has(targetIdOf(run, coupling)));
  if (made.length > 0) await run.couplings.confirm(made.map(({ id, version }) => ({ couplingId: id, version })));
  if (notMade.length > 0) await run.couplings.release(notMade.map(({ id, version }) => ({ couplingId: id, version })));
}

async function recordDeletions(run: Run, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { plan, couplings } = run;
  const outcomes = await couplings.recordDeletions(plan.source, plan.mapping.deletionPolicy, ids);
  outcomes.forEach(({ id, outcome }) => settlements[outcome](run, id));
}

/** Settles records that do not exist. Unfinished claims come first, and their records are looked at again afterwards. */
export async function settleDeletions(run: Run, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { plan, tally } = run;
  if (run.page.overlay)
    return ids.forEach((recordId) =>
      tally.issue({ recordId, kind: 'skipped', code: 'record.deleted', message: 'The record was deleted.' }),
    );
  const { couplings } = await run.couplings.resolve(plan.source, ids, []);
  const known = new Map(
    couplings.map((coupling) => [(plan.source === 'sales' ? coupling.salesId : coupling.businessCentralId) ?? '', coupling]),
  );
  const asker = askerOf(run);
  const stepOf = (id: string) => nextStepWithoutRecord(known.get(id), asker);
  await finishClaims(
    run,
    ids.filter((id) => stepOf(id) === 'finishClaim').flatMap((id) => known.get(id) ?? []),
  );
  ids.filter((id) => stepOf(id) !== 'recordDeletion').forEach((id) => comeBack(run, id, 'claimInProgress'));
  await recordDeletions(
    run,
    ids.filter((id) => stepOf(id) === 'recordDeletion'),
  );
}
