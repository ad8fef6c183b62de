/** Creations whose end is unknown: the claimed record is read; found, it is adopted; absent, it is claimed anew and created with the same id and the claimed values. */
import { AgreedPairs, CouplingView } from '@tandem/contracts/coupling';
import { Failure } from '@tandem/domain/failure';
import { Pairs } from '@tandem/domain/sync/compare-record';
import { claimedValues } from '@tandem/domain/sync/new-record';
import { Value, Values } from '@tandem/domain/value';
import { businessKeyOf, Run, targetStore, targetTable } from '../run';
import { createClaimed, Creation } from './create-counterparts';
import { comeBack, CoupledItem, idOf, Item, park, targetIdOf } from './item';
import { updateCounterparts } from './update-counterparts';

/** An unfinished creation. */
export interface Unfinished extends CoupledItem {
  readonly values: Values;
  readonly pairs: Pairs;
}

/** An unfinished creation of an earlier holder, as its claim tells it. */
export async function unfinishedOf(run: Run, items: readonly CoupledItem[]): Promise<Unfinished[]> {
  if (items.length === 0) return [];
  const { pairs, written } = await run.couplings.agreedPairs(items.map(({ coupling }) => coupling.id));
  return items.map((item) => {
    const agreed = pairs[item.coupling.id] ?? {};
    return { ...item, pairs: agreed, values: claimedValues(run.plan, agreed, (written[item.coupling.id] ?? {}) as Values) };
  });
}

/** An unfinished creation of this holder. */
export function unfinishedFrom(run: Run, { item, couplingId, version, targetId, values, pairs }: Creation): Unfinished {
  const { pageId, token, mapping, direction } = run.page;
  const ids =
    run.plan.target === 'sales'
      ? { businessCentralId: idOf(item), salesId: targetId }
      : { businessCentralId: targetId, salesId: idOf(item) };
  const claim = { pageId, token, leaseEndsAt: run.lease.endsAt.toISOString(), kind: 'create' as const, direction, expired: false };
  const coupling: CouplingView = {
    id: couplingId,
    mapping,
    state: 'claimed',
    version,
    ...ids,
    businessKey: null,
    label: null,
    digests: {},
    claim,
  };
  return { ...item, coupling, values, pairs };
}

/** Where a row was found: by the claimed id, or by the natural key of its table. */
async function locate(run: Run, items: readonly Unfinished[]): Promise<Map<Unfinished, string>> {
  const table = targetTable(run);
  const rows = await targetStore(run).readByIds(
    table,
    items.map(({ coupling }) => targetIdOf(run, coupling)),
    [],
  );
  const ids = new Set(rows.map(({ id }) => id));
  const found = new Map(
    items.filter(({ coupling }) => ids.has(targetIdOf(run, coupling))).map((item) => [item, targetIdOf(run, item.coupling)]),
  );
  if (table.identity.kind !== 'natural') return found;
  const { columns } = table.identity;
  const open = items.filter((item) => !found.has(item));
  const keyOf = (values: Values) => columns.map((column) => String(values[column] ?? '').toLowerCase()).join('\n');
  const keys = open.map(({ values }) => columns.map((column): Value => values[column] ?? null));
  const named = keys.length > 0 ? await targetStore(run).findByKeys({ table, columns, select: [], keys }) : [];
  const byKey = new Map(named.map((row) => [keyOf(row.values), row.id]));
  open.forEach((item) => {
    const id = byKey.get(keyOf(item.values));
    if (id !== undefined) found.set(item, id);
  });
  return found;
}

/** A row found under the claimed id is decided three-way, with the claim's values as what was agreed. */
async function adopt(run: Run, found: ReadonlyMap<Unfinished, string>): Promise<void> {
  if (found.size === 0) return;
  const items = [...found.keys()];
  const pairs = new Map(items.map(({ coupling, pairs: claimed }) => [coupling.id, claimed]));
  const targetIds = new Map(
    [...found].filter(([item, id]) => id !== targetIdOf(run, item.coupling)).map(([item, id]) => [item.coupling.id, id]),
  );
  await updateCounterparts(run, items, { pairs, targetIds, adopted: true });
}

/** Raises the version of claims whose record does not exist: a late holder can't confirm them any more. */
async function claimAgain(run: Run, items: readonly Unfinished[]): Promise<Creation[]> {
  if (items.length === 0) return [];
  const claims = items.map(({ sifted, coupling, pairs }) => ({
    sourceId: sifted.record.id,
    targetId: targetIdOf(run, coupling),
    kind: 'create' as const,
    version: coupling.version,
    businessKey: businessKeyOf(run, run.plan.source, sifted.row),
    pairs: pairs as AgreedPairs,
    written: {},
    digests: {},
  }));
  const permit = run.lease.untilItsPresentEnd();
  const outcomes = await run.couplings.claim(claims, run.lease.endsAt);
  return items.flatMap((item, index) => {
    const outcome = outcomes[index];
    if (outcome?.outcome === 'yours') {
      const { couplingId, version, targetId } = outcome;
      const { values, pairs, transfer } = item;
      return [
        { item, couplingId, version, targetId, values, pairs, lookupTables: transfer.lookupTables, permit, takenOver: true as const },
      ];
    }
    comeBack(run, idOf(item), 'claimInProgress');
    return [];
  });
}

async function refuseDuplicates(run: Run, items: readonly Item[]): Promise<void> {
  const help = 'Look for the record with the same number or name, and couple the two by hand.';
  const failure = new Failure('rejected', 'record.duplicateKey', 'Another record of the target has the same key.', { help });
  items.forEach((item) => park(run, item, failure));
}

/**
 * Finishes creations. What is found is adopted; what is absent is created again, once; what is still unknown then is looked at again later.
 * `duplicates`: the service has just said that the row, or its natural key, exists.
 */
export async function adoptOrCreate(
  run: Run,
  unfinished: readonly Unfinished[],
  duplicates: ReadonlySet<Unfinished> = new Set(),
): Promise<void> {
  if (unfinished.length === 0) return;
  const found = await locate(run, unfinished);
  await adopt(run, found);
  const absent = unfinished.filter((item) => !found.has(item));
  await refuseDuplicates(
    run,
    absent.filter((item) => duplicates.has(item)),
  );
  const { unknown, duplicates: again } = await createClaimed(
    run,
    await claimAgain(
      run,
      absent.filter((item) => !duplicates.has(item)),
    ),
  );
  unknown.forEach(({ item }) => comeBack(run, idOf(item), 'claimInProgress'));
  again.forEach(({ item }) => comeBack(run, idOf(item), 'claimInProgress'));
}
