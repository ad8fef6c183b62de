/** Records that refer to restored ones: a restored record has a new id, or a new key, which they are given at once. */
import { catalogue } from '@tandem/domain/catalogue/index';
import { ReferenceField } from '@tandem/domain/mapping/field-mapping';
import { TableMapping } from '@tandem/domain/mapping/table-mapping';
import { isBlankValue } from '@tandem/domain/sync/canonical';
import { allows, Value } from '@tandem/domain/value';
import { chunkSize, piecesOf } from '../read-page';
import { Arrived, Run, sourceStore } from '../run';

/** A column of the source side that names restored records. */
interface ReferringColumn {
  readonly mapping: TableMapping;
  readonly column: string;
}

const isReferenceOf =
  ({ page }: Run) =>
  (field: TableMapping['fields'][number]): field is ReferenceField =>
    (field.kind === 'reference' || field.kind === 'later') &&
    allows(field.direction, page.direction) &&
    field.paths.some(({ mapping }) => mapping === page.mapping);

function referringColumns(run: Run): ReferringColumn[] {
  const { page, plan } = run;
  return catalogue
    .filter(({ direction }) => allows(direction, page.direction))
    .flatMap((mapping) =>
      mapping.fields.filter(isReferenceOf(run)).flatMap((field) => {
        const paths = field.paths.filter((path) => path.mapping === page.mapping);
        return (plan.source === 'sales' ? [field.sales] : paths.map(({ column }) => column)).map((column) => ({ mapping, column }));
      }),
    );
}

/** What a record is called by others of its side: in Business Central by its code, in Sales by its id. */
function nameOf({ plan }: Run, { sifted: { record, row } }: Arrived): Value {
  const [key] = plan.mapping.businessCentral.businessKey;
  return plan.source === 'sales' ? record.id : key === undefined ? null : (row[key] ?? null);
}

/** Makes the records due that name a restored one. A page that is taken again finds it restored already: everything that the page names counts. */
export async function makeReferringDue(run: Run): Promise<void> {
  const { direction } = run.page;
  const names = [...new Set(run.arrived.map((arrived) => nameOf(run, arrived)))].filter((name) => !isBlankValue(name));
  for (const { mapping, column } of referringColumns(run))
    for (const piece of piecesOf(names, chunkSize)) {
      const keys = piece.map((name) => [name]);
      const found = await sourceStore(run).findByKeys({ table: mapping[run.plan.source], columns: [column], select: [], keys });
      found.forEach(({ id }) => run.tally.due({ recordId: id, mapping: mapping.name, direction, reason: 'needMet' }, false));
    }
}
