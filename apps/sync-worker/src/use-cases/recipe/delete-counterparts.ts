/** The policy *delete counterpart*: decided by what the counterpart is now, claimed, deleted under its ETag, recorded. A crash leaves an open claim, never an unknown deletion. */
import { Claim } from '@tandem/contracts/claims';
import { AgreedPairs } from '@tandem/contracts/coupling';
import { RecordIssue } from '@tandem/contracts/findings';
import { WriteOutcome } from '@tandem/domain/ports/record-store';
import { Run, targetStore, targetTable } from '../run';
import { DecidedDeletion, decideSurvivors, Doomed, giveBack, keep, Kept, recordGone } from './decide-survivors';
import { Deletion } from './deletion';
import { comeBack, targetIdOf } from './item';

/** How often a counterpart that changes under our hands is decided again. */
const tries = 3;

const claimOf = (run: Run, { doomed: { recordId, coupling, version, pairs }, lost }: DecidedDeletion): Claim => ({
  sourceId: recordId,
  targetId: targetIdOf(run, coupling),
  kind: 'delete',
  version,
  businessKey: coupling.businessKey,
  pairs: pairs as AgreedPairs,
  written: {},
  digests: {},
  overwritten: lost,
});

/** Claims the deletions; a coupling that somebody has changed meanwhile is looked at again. */
async function claimAll(run: Run, decided: readonly DecidedDeletion[]): Promise<DecidedDeletion[]> {
  const outcomes = await run.couplings.claim(
    decided.map((entry) => claimOf(run, entry)),
    run.lease.endsAt,
  );
  return decided.flatMap((entry, index) => {
    const outcome = outcomes[index];
    if (outcome?.outcome === 'yours') return [{ ...entry, doomed: { ...entry.doomed, version: outcome.version, isClaimed: true } }];
    comeBack(run, entry.doomed.recordId, 'stale');
    return [];
  });
}

/** Values that nobody has agreed to, and that were lost with the counterpart. */
function lossesIn(gone: readonly DecidedDeletion[]): RecordIssue[] {
  const losing = gone.filter(({ lost }) => Object.keys(lost).length > 0);
  return losing.map(({ doomed: { recordId, coupling }, lost }) => ({
    recordId,
    kind: 'overwritten',
    code: 'record.overwritten',
    message: `Values of ${Object.keys(lost).join(', ')} were lost with the counterpart, which was deleted.`,
    details: { lost },
    label: coupling.label ?? undefined,
  }));
}

/** Lists what is lost, then records the deletions, which forgets the claims that hold it. */
async function settleGone(run: Run, gone: readonly DecidedDeletion[]): Promise<void> {
  const lost = lossesIn(gone);
  if (lost.length > 0) {
    await run.listNow(lost);
    run.tally.mark('overwritten', lost.length);
  }
  await recordGone(
    run,
    gone.map(({ doomed }) => doomed),
  );
}

/** A deletion whose end is unknown keeps its claim, which whoever comes back takes over. Answers the counterparts that were changed since they were read. */
async function settleAll(run: Run, decided: readonly DecidedDeletion[], outcomes: readonly WriteOutcome[]): Promise<Doomed[]> {
  const gone: DecidedDeletion[] = [];
  const stale: Doomed[] = [];
  const kept: Kept[] = [];
  decided.forEach((entry, index) => {
    const outcome = outcomes[index];
    if (outcome?.kind === 'written' || outcome?.kind === 'missing') gone.push(entry);
    else if (outcome?.kind === 'stale') stale.push(entry.doomed);
    else if (outcome?.kind === 'failed' && outcome.failure.kind !== 'transient') kept.push({ ...entry, reason: outcome.failure });
    else comeBack(run, entry.doomed.recordId, 'claimInProgress');
  });
  await settleGone(run, gone);
  await keep(run, kept);
  return stale;
}

async function decideAndDelete(run: Run, open: readonly Doomed[]): Promise<Doomed[]> {
  const decided = await decideSurvivors(run, open);
  if (decided.length === 0) return [];
  const permit = run.lease.untilItsPresentEnd();
  const claimed = await claimAll(run, decided);
  if (claimed.length === 0) return [];
  const rows = claimed.map(({ row: { id, version } }) => ({ id, version }));
  return settleAll(run, claimed, await targetStore(run).remove(targetTable(run), rows, permit));
}

/** Deletes the counterparts of deleted records, unless somebody has changed them since both sides agreed. */
export async function deleteCounterparts(run: Run, deletions: readonly Deletion[]): Promise<void> {
  if (deletions.length === 0) return;
  const { pairs } = await run.couplings.agreedPairs(deletions.map(({ coupling }) => coupling.id));
  let open = deletions.map(({ recordId, coupling }): Doomed => ({
    ...{ recordId, coupling, version: coupling.version, pairs: pairs[coupling.id] ?? {} },
    isClaimed: coupling.claim !== undefined,
  }));
  for (let attempt = 1; attempt <= tries && open.length > 0; attempt++) open = await decideAndDelete(run, open);
  await giveBack(run, open);
  open.forEach(({ recordId }) => comeBack(run, recordId, 'stale'));
}
