/** Which rows of the target others refer to: deleting them would be refused, or would take the others with it. */
import { catalogue } from '@tandem/domain/catalogue/index';
import { ReferenceField } from '@tandem/domain/mapping/field-mapping';
import { TableMapping } from '@tandem/domain/mapping/table-mapping';
import { StoredRecord } from '@tandem/domain/ports/record-store';
import { Table } from '@tandem/domain/tables/table';
import { Value } from '@tandem/domain/value';
import { businessKeyOf, Run, targetStore } from '../run';

/** A column of another table that names rows of the target. */
interface ReferringColumn {
  readonly table: Table;
  readonly column: string;
}

/** The columns that refer to a mapping's target; later references make no row depend on another. */
function columnsReferring({ page, plan }: Run): ReferringColumn[] {
  const refers = (mapping: TableMapping): ReferringColumn[] =>
    mapping.fields
      .filter((field): field is ReferenceField => field.kind === 'reference' && field.paths.some((path) => path.mapping === page.mapping))
      .flatMap((field) => {
        const own = field.paths.filter((path) => path.mapping === page.mapping).map(({ column }) => column);
        return (plan.target === 'sales' ? [field.sales] : own).map((column) => ({ table: mapping[plan.target], column }));
      });
  return catalogue.flatMap(refers);
}

/** How other rows name one: by its id in Sales, by its business key in Business Central; values of an option set are numbers. */
function nameOf(run: Run, row: StoredRecord, { table, column }: ReferringColumn): Value {
  if (run.plan.target === 'businessCentral') return businessKeyOf(run, 'businessCentral', row.values);
  return table.columns[column]?.kind === 'option' ? Number(row.id) : row.id;
}

/** Ids of those rows that a row of another table names. At most 500 rows. */
export async function referredTo(run: Run, rows: readonly StoredRecord[]): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const referring of columnsReferring(run)) {
    const { table, column } = referring;
    const named = new Map(rows.flatMap((row) => (found.has(row.id) ? [] : [[nameOf(run, row, referring), row.id] as const])));
    named.delete(null);
    if (named.size === 0) continue;
    const keys = [...named.keys()].map((name) => [name]);
    const naming = await targetStore(run).findByKeys({ table, columns: [column], select: [], keys });
    naming.forEach(({ values }) => found.add(named.get(values[column] ?? null) ?? ''));
  }
  return found;
}
