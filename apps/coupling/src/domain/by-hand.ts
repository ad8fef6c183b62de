/** What people do to couplings: couple two records, take them apart, forget a tombstone. An open claim is finished first, always. */
import { Failure } from '@tandem/domain/failure';
import { Direction, Side } from '@tandem/domain/value';
import { blankCoupling, Coupling, isTombstone, tombstoneOf } from './coupling';
import { Draft } from './draft';
import { MappedTables } from './mapped-tables';

export interface ChosenPair {
  readonly tables: MappedTables;
  readonly businessCentralId: string;
  readonly salesId: string;
  /** Null: the mapping's policy decides at the next run. */
  readonly firstDirection: Direction | null;
  readonly label?: string;
  readonly matchRun?: string;
  readonly businessKey?: string | null;
}

/**
 * Couples two records that exist. Tombstones of either give way, and so does a coupling whose other record is known to be deleted.
 * @throws Failure `blocked` `coupling.inProgress`, `rejected` `coupling.alreadyCoupled`
 */
export function coupleByHand(draft: Draft, pair: ChosenPair): Coupling {
  const ids = { businessCentral: pair.businessCentralId, sales: pair.salesId };
  for (const side of ['businessCentral', 'sales'] as const) {
    const holder = draft.having(side, pair.tables[side], ids[side]);
    if (holder) giveWay(draft, holder, side);
  }
  return draft.put({
    ...blankCoupling(draft.moment.newId(), pair.tables),
    ids,
    state: 'coupled',
    businessKey: pair.businessKey ?? null,
    label: pair.label ?? null,
    firstDirection: pair.firstDirection,
    matchRun: pair.matchRun ?? null,
  });
}

/** Takes a record out of what holds it; the other record, where there is one, stays known. */
function giveWay(draft: Draft, holder: Coupling, side: Side): void {
  const other = side === 'sales' ? 'businessCentral' : 'sales';
  refuseOpenClaim(holder);
  if (holder.state === 'coupled' && holder.deleted !== other) throw alreadyCoupled(holder, side);
  if (holder.ids[other] === null) return draft.remove(holder);
  const tombstone = isTombstone(holder) ? holder : tombstoneOf(holder, 'gone');
  draft.put({ ...tombstone, ids: { ...holder.ids, [side]: null } });
}

/**
 * Takes two records apart. The tombstone keeps both from being created, matched or coupled by itself again.
 * @returns whether there was anything to take apart
 * @throws Failure `blocked` `coupling.inProgress`
 */
export function uncouple(draft: Draft, coupling: Coupling): boolean {
  refuseOpenClaim(coupling);
  if (isTombstone(coupling)) return false;
  draft.put(tombstoneOf(coupling, 'uncoupled'));
  return true;
}

/**
 * Forgets a tombstone: its records are like any other uncoupled ones from now on.
 * @throws Failure `rejected` `coupling.notATombstone`
 */
export function forget(draft: Draft, coupling: Coupling): void {
  if (!isTombstone(coupling)) {
    const help = 'Uncouple the two records first; what is left then can be forgotten.';
    throw new Failure('rejected', 'coupling.notATombstone', 'Only what is left of an uncoupled pair can be forgotten.', { help });
  }
  draft.remove(coupling);
}

function refuseOpenClaim({ id, claim }: Coupling): void {
  if (!claim) return;
  const help = 'Try again when the record has been synchronised; a claim that was left open is taken over after its lease has ended.';
  throw new Failure('blocked', 'coupling.inProgress', 'A synchronisation of this record is in progress.', { help, couplingId: id });
}

function alreadyCoupled({ id, ids }: Coupling, side: Side): Failure {
  const name = side === 'sales' ? 'Dynamics 365 Sales' : 'Business Central';
  const help = 'Uncouple the existing pair first, or choose another record.';
  return new Failure('rejected', 'coupling.alreadyCoupled', `The record in ${name} is already coupled.`, {
    help,
    side,
    couplingId: id,
    ...ids,
  });
}
