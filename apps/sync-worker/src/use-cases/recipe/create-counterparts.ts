/** Records without a counterpart: claimed first, created by their claimed id, confirmed. A crash leaves unfinished work, never a duplicate. */
import { Claim, Confirmation } from '@tandem/contracts/claims';
import { AgreedPairs } from '@tandem/contracts/coupling';
import { mayNotCreate } from '@tandem/domain/create-privilege';
import { Failure } from '@tandem/domain/failure';
import { NewRecord, WriteOutcome, WritePermit } from '@tandem/domain/ports/record-store';
import { agreedDigests, Digests, Pairs, pairOf } from '@tandem/domain/sync/compare-record';
import { membersOf } from '@tandem/domain/sync/digest';
import { forWriting, newCounterpart, NewCounterpart } from '@tandem/domain/sync/new-record';
import { columnsOn } from '@tandem/domain/sync/run-plan';
import { memberOn } from '@tandem/domain/sync/transfer-fields';
import { Value, Values } from '@tandem/domain/value';
import { businessKeyOf, labelOf, Run, targetStore, targetTable } from '../run';
import { comeBack, digestsOf, idOf, Item, leaveToOtherDirection, lookAgain, park, rememberLaterNeeds } from './item';

/** A record that is about to be created. */
export interface Creation {
  readonly item: Item;
  readonly couplingId: string;
  readonly version: string;
  readonly targetId: string;
  readonly values: Values;
  readonly pairs: Pairs;
  readonly lookupTables: Readonly<Record<string, string>>;
  /** Holds as long as the claim does. */
  readonly permit: WritePermit;
  /** The values are those of a claim that was taken over: the source may have moved on since. */
  readonly takenOver?: true;
}

/** What the bulk creation left open. */
export interface Created {
  /** Answers were lost: read before anything is written again. */
  readonly unknown: readonly Creation[];
  /** The service says that such a row is there already. */
  readonly duplicates: readonly Creation[];
}

/** A creation with values of old says nothing of what the one-way fields would send now. */
const digestsAsWritten = (run: Run, { item, takenOver }: Creation, pairs: Pairs): Digests =>
  takenOver ? agreedDigests(run.plan, pairs) : digestsOf(run, item, pairs);

const claimOf = (run: Run, item: Item, { pairs, written }: NewCounterpart): Claim => ({
  sourceId: idOf(item),
  targetId: run.newId(),
  kind: 'create',
  ...(item.coupling && { version: item.coupling.version }),
  businessKey: businessKeyOf(run, run.plan.source, item.sifted.row),
  label: labelOf(run, run.plan.source, item.sifted.row),
  pairs: pairs as AgreedPairs,
  written,
  digests: digestsOf(run, item, pairs),
});

/** Claims new records; what somebody else has taken meanwhile comes back to be decided as coupled. */
export async function claimCreations(run: Run, items: readonly Item[]): Promise<Creation[]> {
  const wanted: { item: Item; counterpart: NewCounterpart }[] = [];
  for (const item of items) {
    const counterpart = newCounterpart(run.plan, item.sifted.row, item.transfer, run.context);
    if (counterpart instanceof Failure) park(run, item, counterpart);
    else wanted.push({ item, counterpart });
  }
  if (wanted.length === 0) return [];
  const permit = run.lease.untilItsPresentEnd();
  const outcomes = await run.couplings.claim(
    wanted.map(({ item, counterpart }) => claimOf(run, item, counterpart)),
    run.lease.endsAt,
  );
  return wanted.flatMap(({ item, counterpart }, index) => {
    const outcome = outcomes[index];
    if (outcome?.outcome === 'yours') return [{ item, permit, ...outcome, ...counterpart }];
    comeBack(run, idOf(item), 'claimInProgress');
    return [];
  });
}

const newRecordOf = (run: Run, { targetId, values, lookupTables }: Creation): NewRecord => ({
  id: targetId,
  values: forWriting(run.plan, run.plan.target, values),
  lookupTables,
});

/** Pairs with the target's members as the server says it made them, where its answer says so. */
export function pairsAsWritten(run: Run, pairs: Pairs, answered: Values | undefined): Pairs {
  if (answered === undefined) return pairs;
  const { plan } = run;
  const told = plan.both.filter((field) => field.name in pairs && columnsOn(plan.target, field).every((column) => column in answered));
  const corrected = told.map((field) => {
    const source = membersOf(pairs[field.name])[plan.source] as Value;
    return [field.name, pairOf(plan, { source, target: memberOn(plan.target, field, answered, plan) })] as const;
  });
  return { ...pairs, ...Object.fromEntries(corrected) };
}

function confirmationOf(run: Run, creation: Creation, { id, values }: Extract<WriteOutcome, { kind: 'written' }>): Confirmation {
  const { couplingId, version, targetId } = creation;
  const pairs = pairsAsWritten(run, creation.pairs, values);
  const businessKey = values && businessKeyOf(run, run.plan.target, values);
  return {
    couplingId,
    version,
    ...(id !== targetId && { targetId: id }),
    ...(businessKey && { businessKey }),
    ...(pairs !== creation.pairs && { pairs: pairs as AgreedPairs, digests: digestsAsWritten(run, creation, pairs) }),
  };
}

async function confirmCreations(
  run: Run,
  written: readonly { creation: Creation; outcome: Extract<WriteOutcome, { kind: 'written' }> }[],
): Promise<void> {
  if (written.length === 0) return;
  const outcomes = await run.couplings.confirm(written.map(({ creation, outcome }) => confirmationOf(run, creation, outcome)));
  written.forEach(({ creation: { item, takenOver }, outcome }, index) => {
    if (outcomes[index] !== 'done') return comeBack(run, idOf(item), 'stale');
    if (run.plan.sendsBack) leaveToOtherDirection(run, outcome.id);
    run.tally.settle(idOf(item), 'inserted');
    run.arrived.push({ sifted: item.sifted, targetId: outcome.id, wrote: true });
    run.tally.mark('coupled');
    rememberLaterNeeds(run, item);
    if (takenOver) lookAgain(run, idOf(item));
  });
}

/**
 * A record that the service refuses gives its claim back: nothing was created.
 * @throws Failure `misconfigured` where Tandem may create nothing there: no record is parked for that, the page waits until it may
 */
async function refuse(run: Run, refused: readonly { creation: Creation; failure: Failure }[]): Promise<void> {
  if (refused.length === 0) return;
  await run.couplings.release(refused.map(({ creation: { couplingId, version } }) => ({ couplingId, version })));
  const forbidden = refused.find(({ failure }) => mayNotCreate(failure));
  if (forbidden) throw forbidden.failure;
  refused.forEach(({ creation, failure }) => park(run, creation.item, failure));
}

/** Creates claimed records in bulk and confirms those that the service has written. */
export async function createClaimed(run: Run, creations: readonly Creation[]): Promise<Created> {
  if (creations.length === 0) return { unknown: [], duplicates: [] };
  const permits = [...new Set(creations.map(({ permit }) => permit))];
  const permit = { covers: (milliseconds: number) => permits.every((one) => one.covers(milliseconds)) };
  const outcomes = await targetStore(run).create(
    targetTable(run),
    creations.map((creation) => newRecordOf(run, creation)),
    permit,
  );
  const written: { creation: Creation; outcome: Extract<WriteOutcome, { kind: 'written' }> }[] = [];
  const refused: { creation: Creation; failure: Failure }[] = [];
  const unknown: Creation[] = [];
  const duplicates: Creation[] = [];
  creations.forEach((creation, index) => {
    const outcome = outcomes[index];
    if (outcome?.kind === 'written') written.push({ creation, outcome });
    else if (outcome?.kind === 'duplicate') duplicates.push(creation);
    else if (outcome?.kind === 'failed' && outcome.failure.kind !== 'transient') refused.push({ creation, failure: outcome.failure });
    else unknown.push(creation);
  });
  await confirmCreations(run, written);
  await refuse(run, refused);
  return { unknown, duplicates };
}
