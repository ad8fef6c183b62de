/** The end of an update: confirmed under the version that was read, then tallied. */
import { Confirmation } from '@tandem/contracts/claims';
import { AgreedPairs } from '@tandem/contracts/coupling';
import { RecordIssue } from '@tandem/contracts/findings';
import { pairsAfter, sentDigest } from '@tandem/domain/sync/compare-record';
import { conflictingValues } from '@tandem/domain/sync/conflicting-values';
import { businessKeyOf, labelOf, Run } from '../run';
import { Decided, Known, losses } from './decided-update';
import { comeBack, digestsOf, hasComeBack, idOf, leaveToOtherDirection, rememberLaterNeeds } from './item';

function confirmationOf(run: Run, entry: Decided, { wrote, known }: { wrote: boolean; known: Known }): Confirmation {
  const { plan } = run;
  const marks = marksOf(entry, wrote);
  const pairs = pairsAfter(plan, entry.pairs, entry.comparison);
  const { item } = entry;
  return {
    couplingId: item.coupling.id,
    version: entry.version,
    targetId: known.targetIds?.get(item.coupling.id),
    businessKey:
      businessKeyOf(run, plan.source, item.sifted.row) ?? businessKeyOf(run, plan.target, entry.target.values) ?? item.coupling.businessKey,
    label: labelOf(run, plan.source, item.sifted.row),
    // Absent, the pairs of an adopted claim would be agreed.
    ...((known.adopted || pairs !== entry.pairs) && { pairs: pairs as AgreedPairs }),
    digests: digestsOf(run, item, pairs),
    ...(wrote && { wrote: Object.keys(entry.comparison.write) }),
    ...(marks.length > 0 && { marks }),
  };
}

/** What a record counts as beside its outcome. */
function marksOf(entry: Decided, wrote: boolean): ('merged' | 'overwritten')[] {
  const merged = wrote && entry.comparison.decision.leave.length > 0;
  const overwritten = wrote && Object.keys(losses(entry)).length > 0;
  return [...(merged ? ['merged' as const] : []), ...(overwritten ? ['overwritten' as const] : [])];
}

/** Values that nobody else has: listed before the confirmation, which forgets the claim that holds them. */
function lossesIn(run: Run, written: readonly { entry: Decided; wrote: boolean }[]): RecordIssue[] {
  return written.flatMap(({ entry, wrote }): RecordIssue[] => {
    const lost = losses(entry);
    if (!wrote || Object.keys(lost).length === 0) return [];
    const message = `Values of ${Object.keys(lost).join(', ')} were overwritten.`;
    const details = { lost, written: entry.comparison.write };
    const label = labelOf(run, run.plan.source, entry.item.sifted.row);
    return [{ recordId: idOf(entry.item), kind: 'overwritten', code: 'record.overwritten', message, details, label }];
  });
}

/** The values between which a person chooses, and when each side was last changed, where the services say so. */
function conflictDetails(run: Run, { item, target, pairs, comparison }: Decided): Record<string, unknown> {
  const { source, target: targetSide } = run.plan;
  const fields = comparison.decision.conflict;
  return {
    fields,
    values: conflictingValues(run.plan, { transfer: item.transfer, target: target.values, pairs }, fields),
    changedAt: { [source]: item.sifted.record.modifiedAt, [targetSide]: target.modifiedAt },
    counterpart: target.id,
  };
}

/** Tallies a record whose update is done and confirmed, or needed neither. */
export function settle(run: Run, entry: Decided, wrote: boolean, known: Known): void {
  const { item, comparison } = entry;
  const { conflict, leave } = comparison.decision;
  marksOf(entry, wrote).forEach((mark) => run.tally.mark(mark));
  if (leave.length > 0 || (known.adopted && run.plan.sendsBack)) leaveToOtherDirection(run, entry.target.id);
  rememberLaterNeeds(run, item);
  if (known.adopted) run.tally.mark('coupled');
  if (conflict.length === 0) run.arrived.push({ sifted: item.sifted, targetId: entry.target.id, wrote });
  if (conflict.length === 0) return run.tally.settle(idOf(item), known.adopted ? 'inserted' : wrote ? 'modified' : 'unchanged');
  run.tally.issue({
    recordId: idOf(item),
    kind: 'conflict',
    code: 'record.conflict',
    message: `Both sides have changed ${conflict.join(', ')}.`,
    details: conflictDetails(run, entry),
    label: labelOf(run, run.plan.source, item.sifted.row),
  });
}

/** Confirms records and tallies them; those whose coupling changed meanwhile come back. */
export async function confirm(run: Run, written: readonly { entry: Decided; wrote: boolean }[], known: Known): Promise<void> {
  if (written.length === 0) return;
  const lost = lossesIn(run, written);
  if (lost.length > 0) await run.listNow(lost);
  const outcomes = await run.couplings.confirm(written.map(({ entry, wrote }) => confirmationOf(run, entry, { wrote, known })));
  written.forEach(({ entry, wrote }, index) => {
    if (outcomes[index] === 'done') settle(run, entry, wrote, known);
    else comeBack(run, idOf(entry.item), 'stale');
  });
}

/** Whether anything about a record must be stored. */
export const needsConfirmation = (run: Run, { item, comparison }: Decided, known: Known): boolean => {
  const { decision, forget } = comparison;
  const sent = sentDigest(item.transfer, run.page.mappingVersion) !== item.coupling.digests[run.page.direction];
  return (
    known.adopted === true ||
    hasComeBack(item) ||
    sent ||
    forget.length > 0 ||
    Object.keys(decision.agree).length > 0 ||
    decision.leave.length > 0 ||
    decision.conflict.length > 0
  );
};
