/**
 * Rows that a rule derives from the records of a chunk: looked up once, created or changed in bulk. They are looked up for records that have not changed as well, so that
 * a worker that ended between the confirm and this step leaves nothing undone.
 */
import { DeriveRule } from '@tandem/domain/mapping/special-rule';
import { StoredRecord, WriteOutcome } from '@tandem/domain/ports/record-store';
import { derivedChanges, derivedId, WantedRow } from '@tandem/domain/sync/derived-rows';
import { forWritingTo } from '@tandem/domain/sync/new-record';
import { chunkSize, piecesOf } from '../read-page';
import { labelOf, Run, Sifted, targetStore } from '../run';
import { lookAgain } from './item';

/** A wanted row and the record that it follows from; the last record that names a key decides. */
interface Derived extends WantedRow {
  readonly source: Sifted;
}

function derivedFrom(run: Run, rule: DeriveRule): Map<string, Derived> {
  const scope = { connectionId: run.page.connectionId, mapping: run.page.mapping, table: rule.table };
  const wanted = run.arrived.flatMap(({ sifted, targetId }) =>
    rule.rows(sifted.row, targetId, run.context).map(({ key, values }) => ({ id: derivedId(scope, key), values, source: sifted })),
  );
  return new Map(wanted.map((row) => [row.id, row]));
}

async function found(run: Run, { table }: DeriveRule, wanted: readonly Derived[]): Promise<StoredRecord[]> {
  const columns = [...new Set(wanted.flatMap(({ values }) => Object.keys(values)))];
  const rows: StoredRecord[] = [];
  for (const piece of piecesOf(wanted, chunkSize)) {
    const ids = piece.map(({ id }) => id);
    rows.push(...(await targetStore(run).readByIds(table, ids, columns)));
  }
  return rows;
}

/** A row that the service refuses parks its record; whatever else kept a row from being written, the record is looked at once more. */
function settle(run: Run, { source: { record, row } }: Derived, outcome: WriteOutcome | undefined): void {
  if (outcome?.kind === 'written') return;
  if (outcome?.kind !== 'failed' || outcome.failure.kind === 'transient') return lookAgain(run, record.id);
  const { code, message, details } = outcome.failure;
  run.tally.issue({ recordId: record.id, kind: 'parked', code, message, details, label: labelOf(run, run.plan.source, row) });
}

/** Brings the derived rows of a chunk up to date. */
export async function writeDerivedRows(run: Run, rule: DeriveRule): Promise<void> {
  const wanted = derivedFrom(run, rule);
  if (wanted.size === 0) return;
  const { table } = rule;
  const { create, update } = derivedChanges(table, [...wanted.values()], await found(run, rule, [...wanted.values()]));
  const writable = <Row extends (typeof create)[number] | (typeof update)[number]>(rows: readonly Row[]): Row[] =>
    rows.map((row) => ({ ...row, values: forWritingTo(table, row.values) }));
  const created = create.length > 0 ? await targetStore(run).create(table, writable(create), run.lease) : [];
  const updated = update.length > 0 ? await targetStore(run).update(table, writable(update), run.lease) : [];
  const outcomes = [...created, ...updated];
  [...create, ...update].forEach(({ id }, index) => settle(run, wanted.get(id ?? '')!, outcomes[index]));
}
