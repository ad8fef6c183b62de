/** How many records of Business Central, out of a sample, are in Sales already: looked for by the keys of the mapping, each counterpart counted once. */
import { MatchSample, SampleMatches as Question } from '@tandem/contracts/records';
import { columnsOf, passes } from '@tandem/domain/mapping/filter';
import { MatchKey, TableMapping } from '@tandem/domain/mapping/table-mapping';
import { StoredRecord } from '@tandem/domain/ports/record-store';
import { isBlankValue } from '@tandem/domain/sync/canonical';
import { Side } from '@tandem/domain/value';
import { keyTexts } from '../domain/match-keys';
import { knownMapping } from './known-mapping';
import { Stores, Systems } from './ports/systems';

/** The most keys that a store looks for at once. */
const sampleSize = 500;

export class SampleMatches {
  constructor(private readonly systems: Systems) {}

  /** @throws Failure `rejected` `mapping.notFound` */
  async run({ connectionId, mapping: name }: Question): Promise<MatchSample> {
    const mapping = knownMapping(name);
    const keys = comparableKeys(mapping);
    if (keys.length === 0) return { sampled: 0, matched: 0 };
    const stores = this.systems.forQuestion(connectionId);
    const sample = await sampleOf(stores, mapping, keys);
    let open = sample;
    const taken = new Set<string>();
    for (const key of keys) open = await withoutCounterpart({ stores, mapping, key, taken }, open);
    return { sampled: sample.length, matched: sample.length - open.length };
  }
}

/** What a record refers to has no counterpart yet that it could be compared with, so that only the other parts of a key count. */
function comparableKeys({ matchOn, fields }: TableMapping): MatchKey[] {
  const references = new Set(fields.flatMap((field) => (field.kind === 'reference' ? [field.sales] : [])));
  const keys = matchOn.map((key) => key.filter(([, sales, compare]) => !references.has(sales) && compare !== 'blank'));
  return keys.filter(({ length }) => length > 0);
}

async function sampleOf(stores: Stores, mapping: TableMapping, keys: readonly MatchKey[]): Promise<StoredRecord[]> {
  const { businessCentral: table, only } = mapping;
  const columns = [...new Set([...keys.flatMap((key) => key.map(([own]) => own)), ...columnsOf(only.businessCentral)])];
  const { records } = await stores.businessCentral.readPage({ table, columns, from: { kind: 'baseline', token: null }, size: sampleSize });
  return records.filter(({ values }) => passes(only.businessCentral, values)).slice(0, sampleSize);
}

interface Looking {
  readonly stores: Stores;
  readonly mapping: TableMapping;
  readonly key: MatchKey;
  /** Records of Sales that are somebody's counterpart already. */
  readonly taken: Set<string>;
}

/** Those of the records that the key finds nobody for. */
async function withoutCounterpart(looking: Looking, records: readonly StoredRecord[]): Promise<StoredRecord[]> {
  const free = await freeCandidates(looking, records);
  return records.filter((record) => {
    const counterpart = free.get(textOf(looking.key, 'businessCentral', record) ?? '')?.pop();
    if (counterpart !== undefined) looking.taken.add(counterpart);
    return counterpart === undefined;
  });
}

/** Records of Sales that are nobody's counterpart yet, by the text of their key. */
async function freeCandidates({ stores, mapping, key, taken }: Looking, records: readonly StoredRecord[]): Promise<Map<string, string[]>> {
  const keyed = records.filter(({ values }) => !key.some(([own]) => isBlankValue(values[own])));
  const found = await stores.sales.findByKeys({
    table: mapping.sales,
    columns: key.map(([, sales]) => sales),
    select: columnsOf(mapping.only.sales),
    keys: keyed.map(({ values }) => key.map(([own]) => values[own] ?? null)),
  });
  const free = new Map<string, string[]>();
  for (const record of found.filter(({ id, values }) => !taken.has(id) && passes(mapping.only.sales, values))) {
    const text = textOf(key, 'sales', record) ?? '';
    free.set(text, [...(free.get(text) ?? []), record.id]);
  }
  return free;
}

const textOf = (key: MatchKey, side: Side, { values }: StoredRecord): string | null =>
  keyTexts([key], side, ([own, sales]) => values[side === 'sales' ? sales : own] ?? null)[0] ?? null;
