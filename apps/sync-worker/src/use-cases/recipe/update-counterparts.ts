/** Coupled records: compared by digest, then field by field with their counterpart; written under its ETag; confirmed. */
import { CouplingView } from '@tandem/contracts/coupling';
import { Failure } from '@tandem/domain/failure';
import { ChangedRecord } from '@tandem/domain/ports/record-store';
import { Comparison, isUnchanged, Pairs } from '@tandem/domain/sync/compare-record';
import { deletionPolicyFor } from '@tandem/domain/sync/decide-deletion';
import { forWriting } from '@tandem/domain/sync/new-record';
import { opposite } from '@tandem/domain/value';
import { Run, targetStore, targetTable } from '../run';
import { claimOverwrites } from './claim-overwrites';
import { clearReferences } from './clear-references';
import { decide, Decided, Known } from './decided-update';
import { explainNeeds } from './explain-needs';
import {
  comeBack,
  CoupledItem,
  hasComeBack,
  idOf,
  leaveToDeletions,
  leaveToOtherDirection,
  park,
  rememberLaterNeeds,
  targetIdOf,
} from './item';
import { confirm, needsConfirmation, settle } from './settle-updates';

/** How often a record whose counterpart changes under our hands is decided again. */
const tries = 3;

/** What such a record refers to may be called otherwise now, or somebody asks whether its counterpart is as it should be: only that shows it. */
const looksAtCounterpart = ({ page }: Run): boolean => page.dueReason === 'needMet' || page.dueReason === 'drift';

const needsNoLook = (run: Run, item: CoupledItem, known: Known): boolean =>
  !known.adopted &&
  !hasComeBack(item) &&
  !looksAtCounterpart(run) &&
  isUnchanged(run.plan, item.transfer, { digests: item.coupling.digests, mappingVersion: run.page.mappingVersion });

const changeOf = (run: Run, { item, target, comparison }: Decided): ChangedRecord => ({
  id: target.id,
  version: target.version,
  values: forWriting(run.plan, run.plan.target, comparison.write),
  lookupTables: item.transfer.lookupTables,
});

async function readCounterparts(run: Run, items: readonly CoupledItem[], known: Known) {
  const idFor = (coupling: CouplingView) => known.targetIds?.get(coupling.id) ?? targetIdOf(run, coupling);
  const [rows, agreed] = await Promise.all([
    targetStore(run).readByIds(
      targetTable(run),
      items.map(({ coupling }) => idFor(coupling)),
      run.plan.targetColumns,
    ),
    known.pairs ? undefined : run.couplings.agreedPairs(items.map(({ coupling }) => coupling.id)),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    target: (coupling: CouplingView) => byId.get(idFor(coupling)),
    pairs: (coupling: CouplingView): Pairs => known.pairs?.get(coupling.id) ?? agreed?.pairs[coupling.id] ?? {},
  };
}

function missing(run: Run, item: CoupledItem): void {
  if (deletionPolicyFor(run.plan.mapping, run.plan.target) !== 'none') return leaveToDeletions(run, idOf(item), item.coupling);
  const help = 'Restore it, remove the coupling, or delete this record as well.';
  park(run, item, new Failure('rejected', 'record.counterpartDeleted', 'The counterpart of the record does not exist any more.', { help }));
}

/** Decides every record; those that can't go on are tallied. */
async function decideAll(run: Run, items: readonly CoupledItem[], known: Known): Promise<Decided[]> {
  const counterparts = await readCounterparts(run, items, known);
  const decided: Decided[] = [];
  const needy: { sifted: CoupledItem['sifted']; needs: Comparison['needs'] }[] = [];
  for (const item of items) {
    const target = counterparts.target(item.coupling);
    if (target === undefined) {
      missing(run, item);
      continue;
    }
    const entry = decide(run, item, target, counterparts.pairs(item.coupling));
    if (entry.comparison.needs.length > 0) needy.push({ sifted: item.sifted, needs: entry.comparison.needs });
    else decided.push(entry);
  }
  await explainNeeds(run, needy);
  return decided;
}

/** Writes what differs; answers what was written and what must be decided again. */
async function write(run: Run, decided: readonly Decided[]): Promise<{ written: Decided[]; stale: CoupledItem[] }> {
  const written: Decided[] = [];
  const stale: CoupledItem[] = [];
  if (decided.length === 0) return { written, stale };
  const outcomes = await targetStore(run).update(
    targetTable(run),
    decided.map((entry) => changeOf(run, entry)),
    run.lease,
  );
  decided.forEach((entry, index) => {
    const outcome = outcomes[index];
    if (outcome?.kind === 'written') written.push(entry);
    else if (outcome?.kind === 'stale') stale.push(entry.item);
    else if (outcome?.kind === 'missing') missing(run, entry.item);
    else if (outcome?.kind === 'failed' && outcome.failure.kind === 'transient') comeBack(run, idOf(entry.item), 'stale');
    else if (outcome) park(run, entry.item, outcome.failure);
  });
  return { written, stale };
}

async function compareAndWrite(run: Run, items: readonly CoupledItem[], known: Known): Promise<CoupledItem[]> {
  const decided = await decideAll(run, await clearReferences(run, items), known);
  const differing = decided.filter(({ comparison }) => Object.keys(comparison.write).length > 0);
  const equal = decided.filter((entry) => !differing.includes(entry));
  equal.filter((entry) => !needsConfirmation(run, entry, known)).forEach((entry) => settle(run, entry, false, known));
  const { written, stale } = await write(run, await claimOverwrites(run, differing));
  await confirm(
    run,
    [
      ...written.map((entry) => ({ entry, wrote: true })),
      ...equal.filter((entry) => needsConfirmation(run, entry, known)).map((entry) => ({ entry, wrote: false })),
    ],
    known,
  );
  return stale;
}

/** Another has had the page before, or a page that had these records. */
const mayHaveLostItsHolder = ({ page: { token, start } }: Run): boolean => token > 1 || start.kind === 'ids';

/** A holder that ended between confirm and report has told nobody which references are written later, nor that the counterpart it made has something to send back. */
function settleUnchanged(run: Run, item: CoupledItem): void {
  run.tally.settle(idOf(item), 'unchanged');
  run.arrived.push({ sifted: item.sifted, targetId: targetIdOf(run, item.coupling), wrote: false });
  rememberLaterNeeds(run, item);
  const hasSentBack = item.coupling.digests[opposite(run.page.direction)] !== undefined;
  if (run.plan.sendsBack && !hasSentBack && mayHaveLostItsHolder(run)) leaveToOtherDirection(run, targetIdOf(run, item.coupling));
}

/** Brings the counterparts of coupled records up to date. */
export async function updateCounterparts(run: Run, items: readonly CoupledItem[], known: Known = {}): Promise<void> {
  let open: CoupledItem[] = [];
  for (const item of items) {
    if (needsNoLook(run, item, known)) settleUnchanged(run, item);
    else open.push(item);
  }
  for (let attempt = 1; attempt <= tries && open.length > 0; attempt++) open = await compareAndWrite(run, open, known);
  open.forEach((item) => comeBack(run, idOf(item), 'stale'));
}
