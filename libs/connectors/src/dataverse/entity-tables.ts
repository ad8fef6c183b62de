/** Tables of Dataverse by our names and by their logical names, and how their columns are called on the wire. */
import { Column } from '@tandem/domain/tables/column';
import { Storage, Table } from '@tandem/domain/tables/table';

export type EntityStorage = Extract<Storage, { kind: 'entity' }>;
export type OptionSetStorage = Extract<Storage, { kind: 'optionSet' }>;

/** The storage of a table that is one of Dataverse's own. */
export const entityOf = (table: Table): EntityStorage => {
  if (table.storage.kind !== 'entity') throw new Error(`The table ${table.name} is not a Dataverse table.`);
  return table.storage;
};

/** The property that a column is read from: lookups stand under `_x_value`. */
export const wireName = (table: Table, column: string): string => (table.columns[column]?.kind === 'lookup' ? `_${column}_value` : column);

/** Whether a lookup may name rows of several tables. */
export const hasSeveralTargets = (column: Column | undefined): boolean => column?.kind === 'lookup' && (column.to?.length ?? 0) > 1;

/** The tables that lookups may name. */
export class EntityTables {
  private readonly sets = new Map<string, string>();
  private readonly names = new Map<string, string>();

  constructor(tables: Iterable<Table>) {
    for (const { name, storage } of tables) {
      if (storage.kind !== 'entity') continue;
      this.sets.set(name, storage.set);
      this.names.set(storage.logicalName, name);
    }
  }

  /** The entity set of a table. */
  setOf(name: string): string {
    const set = this.sets.get(name);
    if (!set) throw new Error(`The table ${name} is not known to the connector.`);
    return set;
  }

  /** Our name of the table with a logical name; undefined where it is not one of ours. */
  nameOf(logicalName: string): string | undefined {
    return this.names.get(logicalName);
  }
}
