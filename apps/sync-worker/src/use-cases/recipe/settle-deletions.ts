/** Records that were asked for by id and do not exist: a read has shown that they are deleted; the mapping's policy decides what follows. */
import { CouplingView } from '@tandem/contracts/coupling';
import { DeletionPolicy } from '@tandem/domain/mapping/table-mapping';
import { deletionPolicyFor } from '@tandem/domain/sync/decide-deletion';
import { nextStepWithoutRecord, StepWithoutRecord } from '@tandem/domain/sync/next-step';
import { opposite } from '@tandem/domain/value';
import { Pages } from '../ports/pages';
import { askerOf, Run, targetStore, targetTable } from '../run';
import { deleteCounterparts } from './delete-counterparts';
import { Deletion, listDeletion } from './deletion';
import { comeBack, targetIdOf } from './item';
import { pastTheGuard } from './past-the-guard';

const help = 'Restore the record, remove the coupling, or delete the other record as well.';

function listAll(run: Run, deletions: readonly Deletion[]): void {
  for (const deletion of deletions)
    listDeletion(run, deletion, {
      code: 'record.deleted',
      message: 'The record was deleted; its counterpart still exists.',
      details: { help },
    });
}

/** Restoring writes this run's source: a page of the other direction does it, from the counterpart. */
function restoreFromCounterparts(run: Run, deletions: readonly Deletion[]): void {
  const { mapping, direction } = run.page;
  for (const { recordId, coupling } of deletions) {
    run.tally.skip(recordId);
    run.tally.due({ recordId: targetIdOf(run, coupling), mapping, direction: opposite(direction), reason: 'restore' }, false);
  }
}

async function removeCouplings(run: Run, deletions: readonly Deletion[]): Promise<void> {
  if (deletions.length === 0) return;
  const ids = deletions.map(({ recordId }) => recordId);
  const outcomes = await run.couplings.recordDeletions(run.plan.source, 'removeCoupling', ids);
  for (const { id, outcome } of outcomes) {
    if (outcome === 'due') comeBack(run, id, 'claimInProgress');
    else run.tally.settle(id, 'deleted');
    if (outcome === 'uncoupled') run.tally.mark('uncoupled');
  }
}

type CarryOut = (run: Run, deletions: readonly Deletion[], pages: Pages) => void | Promise<void>;

const policies: Record<DeletionPolicy, CarryOut> = {
  none: listAll,
  restore: async (run, deletions, pages) => restoreFromCounterparts(run, await pastTheGuard(run, deletions, { pages, policy: 'restore' })),
  removeCoupling: async (run, deletions, pages) =>
    removeCouplings(run, await pastTheGuard(run, deletions, { pages, policy: 'removeCoupling' })),
  deleteCounterpart: async (run, deletions, pages) =>
    deleteCounterparts(run, await pastTheGuard(run, deletions, { pages, policy: 'deleteCounterpart' })),
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

/** Nobody is coupled with the record, or no more. A notice about it needs no answer; whoever asked for the record itself gets one. */
function nothingLeft({ page, tally }: Run, recordId: string): void {
  if (page.dueReason !== 'deleted') tally.settle(recordId, 'unchanged');
}

/** Stores that the records are gone; answers those whose counterpart is still there. */
async function markDeleted(run: Run, ids: readonly string[], known: ReadonlyMap<string, CouplingView>): Promise<Deletion[]> {
  if (ids.length === 0) return [];
  const left: Deletion[] = [];
  for (const { id, outcome, coupling } of await run.couplings.recordDeletions(run.plan.source, 'none', ids)) {
    const wasOurs = known.get(id)?.claim?.kind === 'delete';
    if (outcome === 'issue' && coupling) left.push({ recordId: id, coupling });
    else if (outcome === 'due') comeBack(run, id, 'claimInProgress');
    else if (outcome === 'archived' && !wasOurs) run.tally.settle(id, 'deleted');
    else nothingLeft(run, id);
  }
  return left;
}

async function couplingsOf(run: Run, ids: readonly string[]): Promise<Map<string, CouplingView>> {
  const { source } = run.plan;
  const { couplings } = await run.couplings.resolve(source, ids, []);
  return new Map(couplings.map((coupling) => [(source === 'sales' ? coupling.salesId : coupling.businessCentralId) ?? '', coupling]));
}

/** Settles records that do not exist. Unfinished claims come first, and their records are looked at again afterwards. */
export async function settleDeletions(run: Run, ids: readonly string[], pages: Pages): Promise<void> {
  if (ids.length === 0) return;
  const known = await couplingsOf(run, ids);
  const asker = askerOf(run);
  const idsAt = (...steps: StepWithoutRecord[]) => ids.filter((id) => steps.includes(nextStepWithoutRecord(known.get(id), asker)));
  await finishClaims(
    run,
    idsAt('finishClaim').flatMap((id) => known.get(id) ?? []),
  );
  idsAt('finishClaim', 'comeBack').forEach((id) => comeBack(run, id, 'claimInProgress'));
  const policy = deletionPolicyFor(run.plan.mapping, run.plan.source);
  const unfinished = await unfinishedUnder(run, policy, withCouplings(idsAt('finishDeletion'), known));
  const deletions = [...(await markDeleted(run, idsAt('recordDeletion'), known)), ...unfinished];
  if (deletions.length > 0) await policies[policy](run, deletions, pages);
}

const withCouplings = (ids: readonly string[], known: ReadonlyMap<string, CouplingView>): Deletion[] =>
  ids.flatMap((recordId) => {
    const coupling = known.get(recordId);
    return coupling ? [{ recordId, coupling }] : [];
  });

/** Deletions that an earlier holder left unfinished; when the mapping wants none any more, their claims are given back and they are looked at again. */
async function unfinishedUnder(run: Run, policy: DeletionPolicy, unfinished: readonly Deletion[]): Promise<readonly Deletion[]> {
  if (policy === 'deleteCounterpart' || unfinished.length === 0) return unfinished;
  await run.couplings.release(unfinished.map(({ coupling: { id, version } }) => ({ couplingId: id, version })));
  unfinished.forEach(({ recordId }) => comeBack(run, recordId, 'stale'));
  return [];
}
