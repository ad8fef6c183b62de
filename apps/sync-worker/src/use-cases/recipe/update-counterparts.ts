/** Coupled records: compared by digest, then field by field with their counterpart; written under its ETag; confirmed. */
import { AgreedPairs, Confirmation, CouplingView } from '@tandem/contracts/coupling';
import { isBlankValue } from '@tandem/domain/sync/canonical';
import { Failure } from '@tandem/domain/failure';
import { ChangedRecord, StoredRecord } from '@tandem/domain/ports/record-store';
import { agreedDigest, compareRecord, Comparison, Digests, Pairs, pairsAfter, sentDigest, sourceDigest } from '@tandem/domain/sync/compare-record';
import { forWriting } from '@tandem/domain/sync/new-record';
import { Side } from '@tandem/domain/value';
import { businessKeyOf, labelOf, Run, targetStore, targetTable } from '../run';
import { explainNeeds } from './explain-needs';
import { comeBack, CoupledItem, idOf, leaveToOtherDirection, park, rememberLaterNeeds, targetIdOf } from './item';

/** How often a record whose counterpart changes under our hands is decided again. */
const tries = 3;

interface Decided {
  readonly item: CoupledItem;
  readonly target: StoredRecord;
  readonly comparison: Comparison;
  readonly pairs: Pairs;
  /** The coupling's version, raised by a claim where one was needed. */
  version: string;
}

/** What the caller knows already about couplings: the pairs of a claim that is adopted, the id it turned out to have. */
export interface Known {
  readonly pairs?: ReadonlyMap<string, Pairs>;
  readonly targetIds?: ReadonlyMap<string, string>;
  /** The records were created by an earlier try that did not come back. */
  readonly adopted?: boolean;
}

const digestsNow = (run: Run, item: CoupledItem): Digests => ({
  [run.plan.source]: sourceDigest(item.transfer),
  [run.page.direction]: sentDigest(item.transfer, run.page.mappingVersion),
});

/** True when neither the both-ways members nor what would be sent differ from what was agreed and sent last. */
function isUnchanged(run: Run, item: CoupledItem): boolean {
  const now = digestsNow(run, item);
  const { digests } = item.coupling;
  return now[run.plan.source] === digests[run.plan.source] && now[run.page.direction] === digests[run.page.direction];
}

function laterSide(run: Run, item: CoupledItem, target: StoredRecord): Side | undefined {
  const { modifiedAt } = item.sifted.record;
  if (modifiedAt === null || target.modifiedAt === null || modifiedAt === target.modifiedAt) return undefined;
  return modifiedAt > target.modifiedAt ? run.plan.source : run.plan.target;
}

function chosenFields(run: Run, item: CoupledItem) {
  const { start, force } = run.page;
  if (force) return () => run.plan.source;
  const choices = start.kind === 'ids' ? start.choices?.[idOf(item)] : undefined;
  return choices && ((field: string) => choices[field]);
}

function decide(run: Run, item: CoupledItem, target: StoredRecord, pairs: Pairs): Decided {
  const { direction, mappingVersion } = run.page;
  const comparison = compareRecord(run.plan, {
    transfer: item.transfer,
    target: target.values,
    pairs,
    circumstances: { direction, firstDirection: item.coupling.firstDirection, later: laterSide(run, item, target) },
    chosen: chosenFields(run, item),
    sentBefore: sentDigest(item.transfer, mappingVersion) === item.coupling.digests[direction],
  });
  return { item, target, comparison, pairs, version: item.coupling.version };
}

const losses = ({ comparison, target }: Decided): Record<string, unknown> => {
  const columns = comparison.decision.overwritten.length > 0 ? Object.keys(comparison.write) : comparison.overwritten;
  return Object.fromEntries(columns.flatMap((column) => (isBlankValue(target.values[column] ?? null) ? [] : [[column, target.values[column]]])));
};

/** A value that nobody has agreed to is overwritten only under a version-checked claim that stores it. */
async function claimOverwrites(run: Run, decided: readonly Decided[]): Promise<Decided[]> {
  const risky = decided.filter(({ comparison }) => comparison.decision.overwritten.length > 0);
  if (risky.length === 0) return [...decided];
  const claims = risky.map((entry) => ({
    sourceId: idOf(entry.item),
    targetId: entry.target.id,
    kind: 'overwrite' as const,
    version: entry.version,
    businessKey: entry.item.coupling.businessKey,
    pairs: entry.pairs as AgreedPairs,
    written: entry.comparison.write,
    digests: {},
    overwritten: losses(entry),
  }));
  const outcomes = await run.couplings.claim(claims, run.lease.endsAt);
  const lost = new Set<Decided>();
  risky.forEach((entry, index) => {
    const outcome = outcomes[index];
    if (outcome?.outcome === 'yours') entry.version = outcome.version;
    else {
      lost.add(entry);
      comeBack(run, idOf(entry.item), 'stale');
    }
  });
  return decided.filter((entry) => !lost.has(entry));
}

const changeOf = (run: Run, { item, target, comparison }: Decided): ChangedRecord => ({
  id: target.id,
  version: target.version,
  values: forWriting(run.plan, run.plan.target, comparison.write),
  lookupTables: item.transfer.lookupTables,
});

function confirmationOf(run: Run, entry: Decided, known: Known): Confirmation {
  const { plan, page } = run;
  const pairs = pairsAfter(plan, entry.pairs, entry.comparison.decision);
  const { item } = entry;
  return {
    couplingId: item.coupling.id,
    version: entry.version,
    targetId: known.targetIds?.get(item.coupling.id),
    businessKey: businessKeyOf(run, plan.source, item.sifted.row) ?? businessKeyOf(run, plan.target, entry.target.values) ?? item.coupling.businessKey,
    label: labelOf(run, plan.source, item.sifted.row),
    pairs: pairs as AgreedPairs,
    digests: {
      businessCentral: agreedDigest(plan, pairs, 'businessCentral'),
      sales: agreedDigest(plan, pairs, 'sales'),
      [page.direction]: sentDigest(item.transfer, page.mappingVersion),
    },
  };
}

function listLosses(run: Run, entry: Decided): void {
  const lost = losses(entry);
  if (Object.keys(lost).length === 0) return;
  run.tally.mark('overwritten');
  run.tally.issue({
    recordId: idOf(entry.item),
    kind: 'overwritten',
    code: 'record.overwritten',
    message: `Values of ${Object.keys(lost).join(', ')} were overwritten.`,
    details: { lost, written: entry.comparison.write },
    label: labelOf(run, run.plan.source, entry.item.sifted.row),
  });
}

function settle(run: Run, entry: Decided, wrote: boolean, known: Known): void {
  const { item, comparison } = entry;
  const { conflict, leave } = comparison.decision;
  if (wrote) listLosses(run, entry);
  if (wrote && leave.length > 0) run.tally.mark('merged');
  if (leave.length > 0 || (known.adopted && run.plan.sendsBack)) leaveToOtherDirection(run, entry.target.id);
  rememberLaterNeeds(run, item);
  if (known.adopted) run.tally.mark('coupled');
  if (conflict.length === 0) return run.tally.settle(idOf(item), known.adopted ? 'inserted' : wrote ? 'modified' : 'unchanged');
  run.tally.issue({
    recordId: idOf(item),
    kind: 'conflict',
    code: 'record.conflict',
    message: `Both sides have changed ${conflict.join(', ')}.`,
    details: { fields: conflict, counterpart: entry.target.id },
    label: labelOf(run, run.plan.source, item.sifted.row),
  });
}

async function confirm(run: Run, written: readonly { entry: Decided; wrote: boolean }[], known: Known): Promise<void> {
  if (written.length === 0) return;
  const outcomes = await run.couplings.confirm(written.map(({ entry }) => confirmationOf(run, entry, known)));
  written.forEach(({ entry, wrote }, index) => {
    if (outcomes[index] === 'done') settle(run, entry, wrote, known);
    else comeBack(run, idOf(entry.item), 'stale');
  });
}

const needsConfirmation = (run: Run, { item, comparison }: Decided, known: Known): boolean => {
  const { decision } = comparison;
  const sent = sentDigest(item.transfer, run.page.mappingVersion) !== item.coupling.digests[run.page.direction];
  return known.adopted === true || sent || Object.keys(decision.agree).length > 0 || decision.leave.length > 0 || decision.conflict.length > 0;
};

async function readCounterparts(run: Run, items: readonly CoupledItem[], known: Known) {
  const idFor = (coupling: CouplingView) => known.targetIds?.get(coupling.id) ?? targetIdOf(run, coupling);
  const [rows, agreed] = await Promise.all([
    targetStore(run).readByIds(targetTable(run), items.map(({ coupling }) => idFor(coupling)), run.plan.targetColumns),
    known.pairs ? undefined : run.couplings.agreedPairs(items.map(({ coupling }) => coupling.id)),
  ]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    target: (coupling: CouplingView) => byId.get(idFor(coupling)),
    pairs: (coupling: CouplingView): Pairs => known.pairs?.get(coupling.id) ?? agreed?.pairs[coupling.id] ?? {},
  };
}

function missing(run: Run, item: CoupledItem): void {
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
  const outcomes = await targetStore(run).update(targetTable(run), decided.map((entry) => changeOf(run, entry)), run.lease);
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
  const decided = await decideAll(run, items, known);
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

/** A holder that ended between confirm and report has told nobody which references are written later. */
function settleUnchanged(run: Run, item: CoupledItem): void {
  run.tally.settle(idOf(item), 'unchanged');
  rememberLaterNeeds(run, item);
}

/** Brings the counterparts of coupled records up to date. */
export async function updateCounterparts(run: Run, items: readonly CoupledItem[], known: Known = {}): Promise<void> {
  let open: CoupledItem[] = [];
  for (const item of items) {
    if (!known.adopted && isUnchanged(run, item)) settleUnchanged(run, item);
    else open.push(item);
  }
  for (let attempt = 1; attempt <= tries && open.length > 0; attempt++) open = await compareAndWrite(run, open, known);
  open.forEach((item) => comeBack(run, idOf(item), 'stale'));
}
