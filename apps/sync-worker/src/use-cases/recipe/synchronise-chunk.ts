/** The recipe for one chunk: sift → resolve → decide what each record needs → update, adopt or create → what came of it is tallied. */
import { Failure } from '@tandem/domain/failure';
import { StoredRecord } from '@tandem/domain/ports/record-store';
import { blockingNeeds } from '@tandem/domain/sync/compare-record';
import { NextStep, nextStep } from '@tandem/domain/sync/next-step';
import { transferFields } from '@tandem/domain/sync/transfer-fields';
import { askerOf, labelOf, restoresTargets, Run, Sifted, sourceStore, sourceTable } from '../run';
import { adoptOrCreate, unfinishedFrom, unfinishedOf } from './adopt-or-create';
import { claimCreations, createClaimed } from './create-counterparts';
import { explainNeeds } from './explain-needs';
import { comeBack, CoupledItem, idOf, Item, leaveToDeletions } from './item';
import { lookOnLaterDays } from './look-on-later-days';
import { listAmbiguous, matchChunk } from './match-chunk';
import { ResolvedChunk, resolveChunk } from './resolve-chunk';
import { siftRecords } from './sift-records';
import { updateCounterparts } from './update-counterparts';

type Sorted = Record<NextStep, Sifted[]>;

function sortBySteps(run: Run, sifted: readonly Sifted[], { couplings }: ResolvedChunk): Sorted {
  const sorted: Sorted = {
    create: [],
    compare: [],
    readAgain: [],
    comeBack: [],
    takeOver: [],
    restore: [],
    deleted: [],
    leave: [],
    otherMapping: [],
  };
  const asker = askerOf(run);
  for (const entry of sifted) sorted[nextStep(couplings.get(entry.record.id), asker)].push(entry);
  return sorted;
}

/** Carries records over; one that a rule can't carry is parked. */
function carry(run: Run, sifted: readonly Sifted[], { references }: ResolvedChunk): Item[] {
  return sifted.flatMap((entry) => {
    const transfer = transferFields(run.plan, entry.row, references, run.context);
    if (!(transfer instanceof Failure)) return [{ sifted: entry, transfer }];
    run.tally.issue({
      recordId: entry.record.id,
      kind: 'parked',
      code: transfer.code,
      message: transfer.message,
      details: transfer.details,
      label: labelOf(run, run.plan.source, entry.row),
    });
    return [];
  });
}

const withCouplings = (items: readonly Item[], { couplings }: ResolvedChunk): CoupledItem[] =>
  items.flatMap((item) => {
    const coupling = couplings.get(idOf(item));
    return coupling ? [{ ...item, coupling }] : [];
  });

const reasons: Partial<Record<NextStep, { code: string; message: string }>> = {
  deleted: {
    code: 'record.counterpartDeleted',
    message: 'The counterpart of the record was deleted; the coupling takes no part until that is dealt with.',
  },
  leave: {
    code: 'coupling.uncoupled',
    message: 'The record was uncoupled by a person, or its counterpart is gone; it is left alone until it is coupled again.',
  },
  otherMapping: { code: 'coupling.otherMapping', message: 'The record is coupled under another mapping of the same table.' },
};

/** Where the mapping restores, a record whose counterpart is known to be deleted asks for it once more; else it is listed. */
function restoreLater(run: Run, sorted: Sorted, { couplings }: ResolvedChunk): void {
  if (!restoresTargets(run.plan)) return;
  for (const { record } of sorted.deleted.splice(0)) {
    const coupling = couplings.get(record.id);
    if (coupling) leaveToDeletions(run, record.id, coupling);
  }
}

function leaveOut(run: Run, sorted: Sorted): void {
  for (const [step, reason] of Object.entries(reasons))
    for (const { record, row } of sorted[step as NextStep])
      run.tally.issue({
        recordId: record.id,
        kind: step === 'deleted' ? 'parked' : 'skipped',
        ...reason,
        label: labelOf(run, run.plan.source, row),
      });
}

/** The records that nothing keeps back; the others wait. */
async function withoutNeeds(run: Run, items: readonly Item[]): Promise<Item[]> {
  const needs = new Map(items.map((item) => [item, blockingNeeds(item.transfer)]));
  const ready = items.filter((item) => needs.get(item)?.length === 0);
  await explainNeeds(
    run,
    items.filter((item) => !ready.includes(item)).map((item) => ({ sifted: item.sifted, needs: needs.get(item) ?? [] })),
  );
  return ready;
}

/** Claims and creates counterparts; what has an unknown end is finished. */
async function createCounterparts(run: Run, items: readonly Item[]): Promise<void> {
  const { unknown, duplicates } = await createClaimed(run, await claimCreations(run, items));
  const refused = duplicates.map((creation) => unfinishedFrom(run, creation));
  await adoptOrCreate(run, [...unknown.map((creation) => unfinishedFrom(run, creation)), ...refused], new Set(refused));
}

/** A page that is taken again may follow a worker that wrote and confirmed, but told nobody. */
async function rememberCounted({ page, couplings, tally }: Run, resolved: ResolvedChunk): Promise<void> {
  if (page.token === 1 || resolved.couplings.size === 0) return;
  const counted = await couplings.countedBefore([...resolved.couplings.values()].map(({ id }) => id));
  for (const [recordId, { id }] of resolved.couplings) tally.countedBefore(recordId, counted[id] ?? []);
}

/** Records nobody knows yet: matched, else created, unless something must come first. */
async function createMissing(run: Run, items: readonly Item[]): Promise<void> {
  const ready = await withoutNeeds(run, items);
  const { coupled, unmatched } = await matchChunk(run, await withoutAmbiguous(run, ready));
  await updateCounterparts(run, coupled);
  if (!run.page.createUncoupled) return unmatched.forEach((item) => run.tally.skip(idOf(item)));
  await createCounterparts(run, unmatched);
}

/** A full run has been matched as a whole before: what several records match is listed, and not created before a person has coupled it. */
async function withoutAmbiguous(run: Run, items: readonly Item[]): Promise<readonly Item[]> {
  if (run.page.reason !== 'full' || items.length === 0) return items;
  const matches = await run.couplings.ambiguousAmong(run.plan.source, items.map(idOf));
  matches.forEach(({ id, label, candidates }) => listAmbiguous(run, { recordId: id, label }, candidates));
  const ambiguous = new Set(matches.map(({ id }) => id));
  return items.filter((item) => !ambiguous.has(idOf(item)));
}

/** Couplings that changed after the rows were read: the rows are read again, under a new note, once. */
async function readAgain(run: Run, sifted: readonly Sifted[], isSecond: boolean): Promise<void> {
  if (sifted.length === 0) return;
  if (isSecond) return sifted.forEach(({ record }) => comeBack(run, record.id, 'stale'));
  const note = await run.couplings.note();
  const records = await sourceStore(run).readByIds(
    sourceTable(run),
    sifted.map(({ record }) => record.id),
    run.plan.sourceColumns,
  );
  const gone = new Set(sifted.map(({ record }) => record.id));
  records.forEach(({ id }) => gone.delete(id));
  gone.forEach((id) => comeBack(run, id, 'stale'));
  await synchroniseChunk({ ...run, note }, records, true);
}

/** Carries one chunk of records to the other side; what became of each is in the run's tally. */
export async function synchroniseChunk(run: Run, records: readonly StoredRecord[], isSecond = false): Promise<void> {
  const sifted = siftRecords(run, records);
  if (sifted.length === 0) return;
  const resolved = await resolveChunk(run, sifted);
  await rememberCounted(run, resolved);
  lookOnLaterDays(run, sifted);
  const sorted = sortBySteps(run, sifted, resolved);
  restoreLater(run, sorted, resolved);
  leaveOut(run, sorted);
  sorted.comeBack.forEach(({ record }) => comeBack(run, record.id, 'claimInProgress'));
  await updateCounterparts(run, withCouplings(carry(run, sorted.compare, resolved), resolved));
  await adoptOrCreate(run, await unfinishedOf(run, withCouplings(carry(run, sorted.takeOver, resolved), resolved)));
  await createMissing(run, carry(run, sorted.create, resolved));
  await createCounterparts(run, await withoutNeeds(run, withCouplings(carry(run, sorted.restore, resolved), resolved)));
  await readAgain(run, sorted.readAgain, isSecond);
}
