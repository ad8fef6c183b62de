/** Records whose references are unknown: they wait, unless what they name is left out for good; then they are left out too, with that reason. */
import { RecordIssue } from '@tandem/contracts/sync';
import { RecordStore, StoredRecord } from '@tandem/domain/ports/record-store';
import { mappingNamed } from '@tandem/domain/catalogue/index';
import { columnsOf, passes } from '@tandem/domain/mapping/filter';
import { TableMapping } from '@tandem/domain/mapping/table-mapping';
import { Alternatives } from '@tandem/domain/sync/compare-record';
import { Need } from '@tandem/domain/sync/references';
import { allows } from '@tandem/domain/value';
import { labelOf, Run, Sifted, sourceStore } from '../run';

/** A record and what it needs first. */
export interface Needy {
  readonly sifted: Sifted;
  /** One entry per unknown reference: any of its alternatives would do. */
  readonly needs: readonly Alternatives[];
}

const keyOf = ({ mapping, value }: Need): string => `${mapping}\n${value}`;

/** The records that the needs of one mapping name, as far as they exist. */
async function recordsNamed(store: RecordStore, mapping: TableMapping, needs: readonly Need[]): Promise<Map<string, StoredRecord>> {
  const side = needs[0]?.by === 'salesId' ? 'sales' : 'businessCentral';
  const columns = columnsOf(mapping.only[side]);
  const values = [...new Set(needs.map(({ value }) => value))].slice(0, 500);
  if (side === 'sales') {
    const rows = await store.readByIds(mapping.sales, values, columns);
    return new Map(rows.map((row) => [row.id, row]));
  }
  const [key = 'id'] = mapping.businessCentral.businessKey;
  const rows = await store.findByKeys({
    table: mapping.businessCentral,
    columns: [key],
    select: columns,
    keys: values.map((value) => [value]),
  });
  return new Map(rows.map((row) => [String(row.values[key]), row]));
}

/** Needs whose record does not exist, or is outside the filter of its mapping: they will not be met by waiting. */
async function hopeless(run: Run, needs: readonly Need[]): Promise<Set<string>> {
  const found = new Set<string>();
  const names = new Set(needs.map(({ mapping }) => mapping));
  for (const name of names) {
    const mapping = mappingNamed(name);
    if (mapping === undefined || !allows(mapping.direction, run.plan.direction)) continue;
    const asked = needs.filter((need) => need.mapping === name);
    const rows = await recordsNamed(sourceStore(run), mapping, asked);
    for (const need of asked) {
      const row = rows.get(need.value);
      if (row === undefined || !passes(mapping.only[run.plan.source], row.values)) found.add(keyOf(need));
    }
  }
  return found;
}

const named = (alternatives: Alternatives): string => alternatives.map(({ mapping, value }) => `${mapping} ${value}`).join(' or ');

function issueOf(run: Run, { sifted, needs }: Needy, without: ReadonlySet<string>): RecordIssue {
  const excluded = needs.find((alternatives) => alternatives.every((need) => without.has(keyOf(need))));
  const label = labelOf(run, run.plan.source, sifted.row);
  const about = { recordId: sifted.record.id, needs: needs.flat(), label };
  if (excluded)
    return {
      ...about,
      kind: 'skipped',
      code: 'reference.excluded',
      message: `The record refers to ${named(excluded)}, which does not take part in the synchronisation.`,
    };
  return {
    ...about,
    kind: 'waiting',
    code: 'reference.notCoupled',
    message: `The record waits until ${needs.map(named).join(' and ')} is coupled.`,
  };
}

/** Tallies records whose references are unknown as waiting, or as left out. */
export async function explainNeeds(run: Run, needy: readonly Needy[]): Promise<void> {
  if (needy.length === 0) return;
  const without = await hopeless(
    run,
    needy.flatMap(({ needs }) => needs.flat()),
  );
  needy.forEach((entry) => run.tally.issue(issueOf(run, entry, without)));
}
