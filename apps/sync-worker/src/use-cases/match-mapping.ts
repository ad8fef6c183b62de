/** Matches a whole mapping: streams the keys of both sides to the coupling service, which pairs them one to one. */
import { MatchKeys } from '@tandem/contracts/match-runs';
import { passes } from '@tandem/domain/mapping/filter';
import { MatchKey } from '@tandem/domain/mapping/table-mapping';
import { StoredRecord } from '@tandem/domain/ports/record-store';
import { isBlankValue } from '@tandem/domain/sync/canonical';
import { References } from '@tandem/domain/sync/references';
import { needsOfRecord, transferFields } from '@tandem/domain/sync/transfer-fields';
import { Failure } from '@tandem/domain/failure';
import { RunPlan } from '@tandem/domain/sync/run-plan';
import { Side, Value, Values } from '@tandem/domain/value';
import { queriesFor } from '../domain/chunk/resolve-chunk';
import { businessKeyOf, labelOf, Run } from '../domain/run';
import { chunkSize, pageSize, piecesOf } from './read-page';

const normal = (value: Value): string => String(value).trim().toLowerCase();

/** One text per key, or null where a part of it is blank. */
function keysOf(matchOn: readonly MatchKey[], valueOf: (part: readonly [string, string]) => Value): (string | null)[] {
  return matchOn.map((key) => {
    const values = key.map(valueOf);
    return values.some(isBlankValue) ? null : values.map(normal).join('\n');
  });
}

/** Sales' columns that a record of Business Central would fill through a reference: what it names there is compared by id. */
function referredValues(plan: RunPlan, row: Values, references: References, run: Run): Values {
  const transfer = transferFields(plan, row, references, run.context);
  if (transfer instanceof Failure) return {};
  const links = [...transfer.both, ...transfer.oneWay].filter(({ field, carried }) => field.kind !== 'value' && carried !== undefined);
  return Object.assign({}, ...links.map(({ columns }) => columns)) as Values;
}

/** Keys of Business Central records; references stand as the ids they have in Sales. The run's direction is to Sales. */
async function keysOfBusinessCentral(run: Run, records: readonly StoredRecord[]): Promise<MatchKeys[]> {
  const { plan } = run;
  const { references } = await run.couplings.resolve('businessCentral', [], queriesFor(records.flatMap(({ values }) => needsOfRecord(plan, values))));
  const found = new References(references);
  return records.map(({ id, values }) => {
    const referred = referredValues(plan, values, found, run);
    const keys = keysOf(plan.mapping.matchOn, ([own, sales]) => (isReference(plan, sales) ? (referred[sales] ?? null) : (values[own] ?? null)));
    return { id, keys, label: labelOf(run, 'businessCentral', values), businessKey: businessKeyOf(run, 'businessCentral', values) };
  });
}

const isReference = (plan: RunPlan, salesColumn: string): boolean => plan.mapping.sales.columns[salesColumn]?.kind === 'lookup';

const keysOfSales = async (run: Run, records: readonly StoredRecord[]): Promise<MatchKeys[]> =>
  records.map(({ id, values }) => ({
    id,
    keys: keysOf(run.plan.mapping.matchOn, ([, sales]) => values[sales] ?? null),
    label: labelOf(run, 'sales', values),
  }));

/** Rows of another company of Business Central take no part. */
function takesPart(run: Run, side: Side, values: Values): boolean {
  const { mapping, surroundings } = run.plan;
  const company = mapping[side].company;
  const isForeign = company !== undefined && !isBlankValue(values[company]) && String(values[company]) !== surroundings.companyId;
  return !isForeign && passes(mapping.only[side], values);
}

async function streamSide(run: Run, side: Side, keysFor: (run: Run, records: readonly StoredRecord[]) => Promise<MatchKeys[]>): Promise<void> {
  const columns = side === run.plan.source ? run.plan.sourceColumns : run.plan.targetColumns;
  const table = run.plan.mapping[side];
  let from = { kind: 'baseline' as 'baseline' | 'changes', token: null as string | null };
  for (;;) {
    const read = await run.stores[side].readPage({ table, columns, from, size: pageSize });
    for (const piece of piecesOf(read.records.filter(({ values }) => takesPart(run, side, values)), chunkSize))
      await run.couplings.addMatchKeys(side, await keysFor(run, piece));
    if (read.next === undefined) return;
    from = read.next;
  }
}

/** The pairs are coupled and counted; records that several others match are listed by the runs that follow. */
export async function matchMapping(run: Run): Promise<void> {
  const { mapping, source } = run.plan;
  if (mapping.matchOn.length === 0) return;
  await run.couplings.beginMatch({ priorities: mapping.matchOn.length, firstDirection: mapping.firstDirection });
  await streamSide(run, 'businessCentral', source === 'businessCentral' ? keysOfBusinessCentral : keysByValue);
  await streamSide(run, 'sales', keysOfSales);
  const { coupled } = await run.couplings.finishMatch();
  run.tally.mark('coupled', coupled);
}

/** Keys of Business Central records by their own values, for mappings that only read Sales. */
const keysByValue = async (run: Run, records: readonly StoredRecord[]): Promise<MatchKeys[]> =>
  records.map(({ id, values }) => ({
    id,
    keys: keysOf(run.plan.mapping.matchOn, ([own]) => values[own] ?? null),
    label: labelOf(run, 'businessCentral', values),
    businessKey: businessKeyOf(run, 'businessCentral', values),
  }));
