/** How many records take part in a mapping on both sides: within the filters where the tables are small, else all rows. */
import { CountRecords as Question, RecordCounts } from '@tandem/contracts/records';
import { columnsOf, passes } from '@tandem/domain/mapping/filter';
import { TableMapping } from '@tandem/domain/mapping/table-mapping';
import { RecordStore } from '@tandem/domain/ports/record-store';
import { Side } from '@tandem/domain/value';
import { knownMapping } from './known-mapping';
import { Systems } from './ports/systems';

/** Up to so many rows are read and counted within the filter; beyond, the count of the whole table answers. */
const countedExactly = 5_000;

async function countOf(store: RecordStore, mapping: TableMapping, side: Side): Promise<number> {
  const table = mapping[side];
  const total = await store.count(table, countedExactly);
  if (total === 0 || total >= countedExactly) return total;
  const rows = await store.readAll(table, columnsOf(mapping.only[side]));
  return rows.filter(({ values }) => passes(mapping.only[side], values)).length;
}

export class CountRecords {
  constructor(private readonly systems: Systems) {}

  /** @throws Failure `rejected` `mapping.notFound` */
  async run({ connectionId, mapping: name }: Question): Promise<RecordCounts> {
    const mapping = knownMapping(name);
    const stores = this.systems.forQuestion(connectionId);
    const [businessCentral, sales] = await Promise.all([
      countOf(stores.businessCentral, mapping, 'businessCentral'),
      countOf(stores.sales, mapping, 'sales'),
    ]);
    return { businessCentral, sales };
  }
}
