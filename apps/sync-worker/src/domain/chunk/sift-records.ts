/** Which records of a chunk travel: the mapping's filter and its refusing rules decide, each refusal with a reason. */
import { StoredRecord } from '@tandem/domain/ports/record-store';
import { passes } from '@tandem/domain/mapping/filter';
import { isBlankValue } from '@tandem/domain/sync/canonical';
import { normalised } from '@tandem/domain/sync/transfer-fields';
import { Values } from '@tandem/domain/value';
import { labelOf, Run, Sifted } from '../run';

interface Reason {
  readonly kind: 'skipped' | 'parked';
  readonly code: string;
  readonly message: string;
}

/** Rows of another company of Business Central are left alone. */
function belongsToAnotherCompany(run: Run, row: Values): boolean {
  const { plan } = run;
  const column = plan.mapping[plan.source].company;
  if (column === undefined || !plan.surroundings.companyScoped) return false;
  const company = row[column];
  return !isBlankValue(company) && String(company).toLowerCase() !== plan.surroundings.companyId.toLowerCase();
}

function reasonAgainst(run: Run, row: Values): Reason | undefined {
  const { plan, context } = run;
  if (belongsToAnotherCompany(run, row)) return { kind: 'skipped', code: 'record.otherCompany', message: 'The row belongs to another company.' };
  if (!passes(plan.mapping.only[plan.source], row))
    return { kind: 'skipped', code: 'record.outsideFilter', message: `The record is outside the filter of ${plan.mapping.name}.` };
  for (const rule of plan.rules.refuse) {
    const refusal = rule.check(row, context);
    if (refusal)
      return { kind: refusal.outcome === 'failed' ? 'parked' : 'skipped', code: refusal.failure.code, message: refusal.failure.message };
  }
  return undefined;
}

/** The records that travel, normalised; the others are tallied with their reason. */
export function siftRecords(run: Run, records: readonly StoredRecord[]): Sifted[] {
  const travelling: Sifted[] = [];
  for (const record of records) {
    const row = normalised(run.plan, record.values, run.context);
    const reason = reasonAgainst(run, row);
    if (reason) run.tally.issue({ recordId: record.id, label: labelOf(run, run.plan.source, row), ...reason });
    else travelling.push({ record, row });
  }
  return travelling;
}
