/** Records that were asked for by id and do not exist: a read has shown that they are deleted; the mapping's policy decides what follows. */
import { DeletionOutcome } from '@tandem/contracts/coupling';
import { Run } from '../run';
import { comeBack } from './item';

const help = 'Restore the record, remove the coupling, or delete the other record as well.';

const settlements: Record<DeletionOutcome, (run: Run, recordId: string) => void> = {
  unknown: (run, recordId) => run.tally.issue({ recordId, kind: 'skipped', code: 'record.deleted', message: 'The record was deleted; it had no counterpart.' }),
  issue: (run, recordId) =>
    run.tally.issue({ recordId, kind: 'parked', code: 'record.deleted', message: 'The record was deleted; its counterpart still exists.', details: { help } }),
  restore: (run, recordId) =>
    run.tally.issue({ recordId, kind: 'parked', code: 'record.toBeRestored', message: 'The record was deleted and shall be restored from its counterpart.', details: { help } }),
  uncoupled: (run, recordId) => {
    run.tally.settle(recordId, 'deleted');
    run.tally.mark('uncoupled');
  },
  deleteCounterpart: (run, recordId) =>
    run.tally.issue({ recordId, kind: 'parked', code: 'record.counterpartToBeDeleted', message: 'The record was deleted; its counterpart waits for the deletion guard.', details: { help } }),
  archived: (run, recordId) => run.tally.settle(recordId, 'deleted'),
  due: (run, recordId) => comeBack(run, recordId, 'claimInProgress'),
};

export async function settleDeletions(run: Run, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { plan, couplings, tally } = run;
  if (run.page.overlay) return ids.forEach((recordId) => tally.issue({ recordId, kind: 'skipped', code: 'record.deleted', message: 'The record was deleted.' }));
  const outcomes = await couplings.recordDeletions(plan.source, plan.mapping.deletionPolicy, ids);
  outcomes.forEach(({ id, outcome }) => settlements[outcome](run, id));
}
