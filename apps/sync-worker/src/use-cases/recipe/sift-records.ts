/** Which records of a chunk travel: the mapping's filter and its refusing rules decide, each refusal with a reason. */
import { StoredRecord } from '@tandem/domain/ports/record-store';
import { passes } from '@tandem/domain/mapping/filter';
import { Refusal } from '@tandem/domain/mapping/special-rule';
import { isBlankValue } from '@tandem/domain/sync/canonical';
import { normalised } from '@tandem/domain/sync/transfer-fields';
import { Values } from '@tandem/domain/value';
import { labelOf, Run, Sifted } from '../run';

/** Rows of another company of Business Central are left alone. */
function belongsToAnotherCompany(run: Run, row: Values): boolean {
  const { plan } = run;
  const column = plan.mapping[plan.source].company;
  if (column === undefined || !plan.surroundings.companyScoped) return false;
  const company = row[column];
  return !isBlankValue(company) && String(company).toLowerCase() !== plan.surroundings.companyId.toLowerCase();
}

const takesPart = (run: Run, row: Values): boolean =>
  !belongsToAnotherCompany(run, row) && passes(run.plan.mapping.only[run.plan.source], row);

function refusalOf({ plan, context }: Run, row: Values): Refusal | undefined {
  for (const rule of plan.rules.refuse) {
    const refusal = rule.check(row, context);
    if (refusal) return refusal;
  }
  return undefined;
}

function refuse(run: Run, record: StoredRecord, row: Values): boolean {
  const refusal = refusalOf(run, row);
  if (refusal === undefined) return false;
  const { outcome, failure } = refusal;
  const kind = outcome === 'failed' ? 'parked' : 'skipped';
  run.tally.issue({
    recordId: record.id,
    kind,
    code: failure.code,
    message: failure.message,
    details: failure.details,
    label: labelOf(run, run.plan.source, row),
  });
  return true;
}

function leaveAside({ page, tally }: Run, { id }: StoredRecord): void {
  if (page.start.kind === 'ids') tally.skip(id);
}

/**
 * The records that travel, normalised; those that a rule refuses are listed with its reason. Rows outside the filter are counted only where they were
 * asked for by id: a service may leave them out of a range by itself, and their number depends on what other mappings of the table do meanwhile.
 */
export function siftRecords(run: Run, records: readonly StoredRecord[]): Sifted[] {
  const travelling: Sifted[] = [];
  for (const record of records) {
    const row = normalised(run.plan, record.values, run.context);
    if (!takesPart(run, row)) leaveAside(run, record);
    else if (!refuse(run, record, row)) travelling.push({ record, row });
  }
  return travelling;
}
