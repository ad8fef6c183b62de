/** A record on its way through the recipe. */
import { CouplingView } from '@tandem/contracts/coupling';
import { Failure } from '@tandem/domain/failure';
import { agreedDigests, Digests, laterNeeds, Pairs, sentDigest } from '@tandem/domain/sync/compare-record';
import { Transfer } from '@tandem/domain/sync/transfer-fields';
import { opposite } from '@tandem/domain/value';
import { labelOf, Run, Sifted } from '../run';

/** A record that has been carried over. */
export interface Item {
  readonly sifted: Sifted;
  readonly transfer: Transfer;
  /** Of a record that is coupled; its counterpart may have been deleted. */
  readonly coupling?: CouplingView;
}

/** A record whose coupling is known. */
export interface CoupledItem extends Item {
  readonly coupling: CouplingView;
}

export const idOf = ({ sifted }: Item): string => sifted.record.id;

/** The id of the other record of a coupling. */
export const targetIdOf = (run: Run, coupling: CouplingView): string =>
  (run.plan.target === 'sales' ? coupling.salesId : coupling.businessCentralId) ?? '';

/** By what the record is known as unchanged next time, once these pairs are agreed. */
export const digestsOf = (run: Run, item: Item, pairs: Pairs): Digests => ({
  ...agreedDigests(run.plan, pairs),
  [run.page.direction]: sentDigest(item.transfer, run.page.mappingVersion),
});

/** The record was reported as deleted, and is there again: the coupling must be told. */
export const hasComeBack = ({ coupling }: CoupledItem): boolean => coupling.deleted !== undefined;

/** Parks a record: it is tried again when it, a need or the mapping changes, or when a person asks. */
export function park(run: Run, item: Item, failure: Failure): void {
  const { code, message, details } = failure;
  run.tally.issue({ recordId: idOf(item), kind: 'parked', code, message, details, label: labelOf(run, run.plan.source, item.sifted.row) });
}

/** The record is looked at again in an ids page of its own. */
export function comeBack(run: Run, recordId: string, reason: 'stale' | 'claimInProgress'): void {
  const { mapping, direction } = run.page;
  if (run.tally.hasWrittenBefore(recordId)) {
    run.tally.settle(recordId, 'unchanged');
    return lookAgain(run, recordId);
  }
  run.tally.due({ recordId, mapping, direction, reason, delayMs: reason === 'stale' ? 0 : 5_000 }, true);
}

/** The record has been carried over, but with values of old: it is looked at once more. It has its outcome, so it is due like one that was changed elsewhere. */
export function lookAgain(run: Run, recordId: string): void {
  const { mapping, direction } = run.page;
  run.tally.due({ recordId, mapping, direction, reason: 'changedOnOtherSide' }, false);
}

/** The other direction must carry what this one has seen or made. A full run to Sales is followed by one from Sales, which sees everything. */
export function leaveToOtherDirection(run: Run, targetId: string): void {
  const { mapping, direction, reason } = run.page;
  if (run.plan.mapping.direction !== 'both' || (reason === 'full' && direction === 'toSales')) return;
  run.tally.due({ recordId: targetId, mapping, direction: opposite(direction), reason: 'changedOnOtherSide' }, false);
}

/** Stores the needs of references that are written later. */
export function rememberLaterNeeds(run: Run, item: Item): void {
  const { mapping, direction } = run.page;
  for (const need of laterNeeds(item.transfer))
    run.tally.due({ recordId: idOf(item), mapping, direction, reason: 'laterNeed', need }, false);
}

/** The counterpart does not exist: what follows is decided where deletions are, after it has been asked for by its id; the record itself has had its look. */
export function leaveToDeletions(run: Run, recordId: string, coupling: CouplingView): void {
  const { mapping, direction } = run.page;
  run.tally.skip(recordId);
  run.tally.due({ recordId: targetIdOf(run, coupling), mapping, direction: opposite(direction), reason: 'deleted' }, false);
}
