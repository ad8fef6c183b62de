/** Needs that no waiting will meet: the record that they name does not exist, or takes no part in its mapping. */
import { mappingNamed } from '@tandem/domain/catalogue/index';
import { columnsOf, passes } from '@tandem/domain/mapping/filter';
import { TableMapping } from '@tandem/domain/mapping/table-mapping';
import { RecordStore, StoredRecord } from '@tandem/domain/ports/record-store';
import { Need } from '@tandem/domain/sync/references';
import { allows } from '@tandem/domain/value';
import { chunkSize, piecesOf } from '../read-page';
import { Run, sourceStore } from '../run';

/** Whether a need is hopeless. */
export type Hopeless = (need: Need) => boolean;

const keyOf = ({ mapping, value }: Need): string => `${mapping}\n${value}`;

/** The records that the needs of one mapping name, as far as they exist. */
async function recordsNamed(store: RecordStore, mapping: TableMapping, needs: readonly Need[]): Promise<Map<string, StoredRecord>> {
  const side = needs[0]?.by === 'salesId' ? 'sales' : 'businessCentral';
  const columns = columnsOf(mapping.only[side]);
  const [key = 'id'] = mapping.businessCentral.businessKey;
  const found = new Map<string, StoredRecord>();
  for (const values of piecesOf([...new Set(needs.map(({ value }) => value))], chunkSize)) {
    const keys = values.map((value) => [value]);
    const rows =
      side === 'sales'
        ? await store.readByIds(mapping.sales, values, columns)
        : await store.findByKeys({ table: mapping.businessCentral, columns: [key], select: columns, keys });
    rows.forEach((row) => found.set(side === 'sales' ? row.id : String(row.values[key]), row));
  }
  return found;
}

/** Looks at what unknown references name; one question per mapping. */
export async function hopeless(run: Run, needs: readonly Need[]): Promise<Hopeless> {
  const found = new Set<string>();
  for (const name of new Set(needs.map(({ mapping }) => mapping))) {
    const mapping = mappingNamed(name);
    if (mapping === undefined || !allows(mapping.direction, run.plan.direction)) continue;
    const asked = needs.filter((need) => need.mapping === name);
    const rows = await recordsNamed(sourceStore(run), mapping, asked);
    for (const need of asked) {
      const row = rows.get(need.value);
      if (row === undefined || !passes(mapping.only[run.plan.source], row.values)) found.add(keyOf(need));
    }
  }
  return (need) => found.has(keyOf(need));
}
