/** Match before create: an uncoupled record is first looked for on the other side by the mapping's keys, one to one. */
import { Claim } from '@tandem/contracts/claims';
import { CouplingView } from '@tandem/contracts/coupling';
import { StoredRecord } from '@tandem/domain/ports/record-store';
import { MatchKey } from '@tandem/domain/mapping/table-mapping';
import { passes } from '@tandem/domain/mapping/filter';
import { isBlankValue } from '@tandem/domain/sync/canonical';
import { Value } from '@tandem/domain/value';
import { businessKeyOf, labelOf, Run, sourceStore, sourceTable, targetStore, targetTable } from '../run';
import { comeBack, CoupledItem, idOf, Item } from './item';

/** Source and target column of each part of a key, in the direction of the run. */
const partsOf = (run: Run, key: MatchKey) =>
  key.map(([businessCentral, sales]) =>
    run.plan.source === 'businessCentral' ? { source: businessCentral, target: sales } : { source: sales, target: businessCentral },
  );

/** What the target would hold in a key's column: references are looked for by what they become there. */
function wanted(run: Run, item: Item, { source, target }: { source: string; target: string }): Value {
  const fields = [...item.transfer.both, ...item.transfer.oneWay, ...item.transfer.initial];
  const reference = fields.find(({ field, columns }) => field.kind !== 'value' && target in columns);
  return reference ? (reference.columns[target] ?? null) : (item.sifted.row[source] ?? null);
}

const normal = (value: Value | undefined): string =>
  String(value ?? '')
    .trim()
    .toLowerCase();
const joined = (values: readonly (Value | undefined)[]): string => values.map(normal).join('\n');

interface Keyed {
  readonly item: Item;
  readonly values: readonly Value[];
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** Candidates of the target by joined key. */
async function candidates(run: Run, keyed: readonly Keyed[], columns: readonly string[]): Promise<Map<string, StoredRecord[]>> {
  const table = targetTable(run);
  const select = [...run.plan.targetColumns];
  const keys = [...new Map(keyed.map(({ values }) => [joined(values), values])).values()];
  const rows = await targetStore(run).findByKeys({ table, columns, select, keys });
  return groupBy(
    rows.filter(({ values }) => passes(run.plan.mapping.only[run.plan.target], values)),
    ({ values }) => joined(columns.map((column) => values[column])),
  );
}

/** How many records of the source have the same values; a key that names several of them names none. */
async function sourcesPerKey(run: Run, keyed: readonly Keyed[], columns: readonly string[]): Promise<Map<string, number>> {
  if (keyed.length === 0) return new Map();
  const keys = keyed.map(({ item }) => columns.map((column): Value => item.sifted.row[column] ?? null));
  const rows = await sourceStore(run).findByKeys({ table: sourceTable(run), columns, select: [...run.plan.sourceColumns], keys });
  const counted = rows.filter(({ values }) => passes(run.plan.mapping.only[run.plan.source], values));
  return new Map(
    [...groupBy(counted, ({ values }) => joined(columns.map((column) => values[column])))].map(([key, list]) => [key, list.length]),
  );
}

const sourceKey = (item: Item, columns: readonly string[]): string => joined(columns.map((column) => item.sifted.row[column]));

interface Pair {
  readonly item: Item;
  readonly target: StoredRecord;
}

interface Matching {
  readonly pairs: Pair[];
  readonly open: Item[];
}

/** Lists a record that several others match, or that shares its keys with others. */
export function listAmbiguous(
  run: Run,
  record: { recordId: string; label: string },
  candidates: readonly { id: string; label: string }[],
): void {
  const message = `Nobody can tell which record belongs to it: ${candidates.map(({ label }) => label).join(', ')}. Couple the right one by hand.`;
  run.tally.issue({
    ...record,
    kind: 'ambiguous',
    code: 'match.ambiguous',
    message,
    details: { candidates: candidates.map(({ id }) => id) },
  });
}

function ambiguous(run: Run, item: Item, targets: readonly StoredRecord[]): void {
  const candidates = targets.map(({ id, values }) => ({ id, label: labelOf(run, run.plan.target, values) }));
  listAmbiguous(run, { recordId: idOf(item), label: labelOf(run, run.plan.source, item.sifted.row) }, candidates);
}

/** One key tried for the records that no earlier key has matched. */
async function matchByKey(run: Run, items: readonly Item[], key: MatchKey): Promise<Matching> {
  const parts = partsOf(run, key);
  const columns = parts.map(({ target }) => target);
  const sources = parts.map(({ source }) => source);
  const keyed = items
    .map((item) => ({ item, values: parts.map((part) => wanted(run, item, part)) }))
    .filter(({ values }) => !values.some(isBlankValue));
  if (keyed.length === 0) return { pairs: [], open: [...items] };
  const found = await candidates(run, keyed, columns);
  const hit = keyed.filter(({ values }) => found.has(joined(values)));
  const sharing = await sourcesPerKey(run, hit, sources);
  const pairs: Matching['pairs'] = [];
  const taken = new Set<Item>();
  for (const { item, values } of hit) {
    const targets = found.get(joined(values)) ?? [];
    const [target] = targets;
    const isOneToOne = targets.length === 1 && (sharing.get(sourceKey(item, sources)) ?? 1) === 1;
    if (isOneToOne && target) pairs.push({ item, target });
    else if (targets.length > 1) ambiguous(run, item, targets);
    if (isOneToOne || targets.length > 1) taken.add(item);
  }
  return { pairs, open: items.filter((item) => !taken.has(item)) };
}

/** The business key of a pair's record of Business Central. */
function businessKeyOfPair(run: Run, { item, target }: Pair): string | null {
  const [row, other] = [item.sifted.row, target.values];
  return businessKeyOf(run, 'businessCentral', run.plan.source === 'businessCentral' ? row : other);
}

const claimOf = (run: Run, pair: Pair): Claim => ({
  sourceId: idOf(pair.item),
  targetId: pair.target.id,
  kind: 'couple',
  businessKey: businessKeyOfPair(run, pair),
  label: labelOf(run, run.plan.source, pair.item.sifted.row),
  pairs: {},
  written: {},
  digests: {},
  firstDirection: run.plan.mapping.firstDirection,
});

/** The coupling that a claim has just made. */
function freshCoupling(run: Run, { item, target }: Pair, claimed: { couplingId: string; version: string }): CouplingView {
  const [sourceId, targetId] = [idOf(item), target.id];
  const ids =
    run.plan.source === 'businessCentral'
      ? { businessCentralId: sourceId, salesId: targetId }
      : { businessCentralId: targetId, salesId: sourceId };
  const { firstDirection } = run.plan.mapping;
  return {
    id: claimed.couplingId,
    mapping: run.page.mapping,
    state: 'coupled',
    version: claimed.version,
    ...ids,
    businessKey: null,
    label: null,
    digests: {},
    firstDirection,
  };
}

/** Couples matched records, without agreed values: they are compared like any coupled ones, in the mapping's first direction. */
async function couple(run: Run, pairs: readonly Pair[]): Promise<CoupledItem[]> {
  if (pairs.length === 0) return [];
  const outcomes = await run.couplings.claim(
    pairs.map((pair) => claimOf(run, pair)),
    run.lease.endsAt,
  );
  return pairs.flatMap((pair, index) => {
    const outcome = outcomes[index];
    if (outcome?.outcome !== 'yours') {
      comeBack(run, idOf(pair.item), 'claimInProgress');
      return [];
    }
    run.tally.mark('coupled');
    return [{ ...pair.item, coupling: freshCoupling(run, pair, outcome) }];
  });
}

/** The keys to try: the mapping's, and the natural key of the target's table, by which a row must never be created twice. */
function keysOf(run: Run): readonly MatchKey[] {
  const { identity } = targetTable(run);
  const isFull = run.page.reason === 'full';
  if (!isFull) return run.plan.mapping.matchOn;
  return identity.kind === 'natural'
    ? run.plan.mapping.matchOn.filter((key) => key.every(([, sales]) => identity.columns.includes(sales)))
    : [];
}

/** Records that matched, coupled now, and those that nothing matched. A full run has been matched as a whole before; only natural keys are looked up again. */
export async function matchChunk(run: Run, items: readonly Item[]): Promise<{ coupled: CoupledItem[]; unmatched: Item[] }> {
  let open = [...items];
  const coupled: CoupledItem[] = [];
  for (const key of keysOf(run)) {
    if (open.length === 0) break;
    const matching = await matchByKey(run, open, key);
    coupled.push(...(await couple(run, await stillUncoupled(run, matching.pairs))));
    open = matching.open;
  }
  return { coupled, unmatched: open };
}

/** A candidate that belongs to another record already is no candidate. */
async function stillUncoupled(run: Run, pairs: Matching['pairs']): Promise<Matching['pairs']> {
  if (pairs.length === 0) return [];
  const { couplings } = await run.couplings.resolve(
    run.plan.target,
    pairs.map(({ target }) => target.id),
    [],
  );
  const known = new Map(
    couplings.map((coupling) => [run.plan.target === 'sales' ? coupling.salesId : coupling.businessCentralId, coupling]),
  );
  return pairs.filter(({ item, target }) => {
    if (!known.has(target.id)) return true;
    ambiguous(run, item, [target]);
    return false;
  });
}
