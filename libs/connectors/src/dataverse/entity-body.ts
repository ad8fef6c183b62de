/** Writes values as Dataverse wants them: lookups as references through their navigation property, everything else under its own name. */
import { Column } from '@tandem/domain/tables/column';
import { Table } from '@tandem/domain/tables/table';
import { Value, Values } from '@tandem/domain/value';
import { EntityTables } from './entity-tables';

/** What is written of a row. */
export interface RowValues {
  readonly values: Values;
  readonly lookupTables?: Readonly<Record<string, string>>;
}

export class EntityBodies {
  constructor(
    private readonly table: Table,
    private readonly tables: EntityTables,
  ) {}

  /** The body of a creation, with the id that was chosen. Blank values are left out: the row has none yet. */
  forCreation(id: string | null, row: RowValues): Record<string, unknown> {
    const body: Record<string, unknown> = id ? { [this.table.key]: id } : {};
    this.fill(body, row, (value) => value !== null);
    return body;
  }

  /** The body of a change; null clears. */
  forChange(row: RowValues): Record<string, unknown> {
    const body: Record<string, unknown> = {};
    this.fill(body, row, () => true);
    return body;
  }

  private fill(body: Record<string, unknown>, row: RowValues, wanted: (value: Value) => boolean): void {
    for (const name in row.values) {
      const value = row.values[name] as Value;
      if (name === this.table.key || !wanted(value)) continue;
      const column = this.table.columns[name];
      if (column?.kind === 'lookup') this.bind(body, column, { name, value, target: row.lookupTables?.[name] });
      else body[name] = value;
    }
  }

  private bind(body: Record<string, unknown>, column: Column, lookup: { name: string; value: Value; target?: string }): void {
    const target = lookup.target ?? (lookup.value === null || column.to?.length === 1 ? column.to?.[0] : undefined);
    const navigation = target === undefined ? undefined : column.navigation?.[target];
    if (!target || !navigation) throw new Error(`The lookup ${this.table.name}.${lookup.name} needs the table that its value belongs to.`);
    body[`${navigation}@odata.bind`] = lookup.value === null ? null : `/${this.tables.setOf(target)}(${String(lookup.value)})`;
  }
}
