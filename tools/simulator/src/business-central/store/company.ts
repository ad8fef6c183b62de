/** A company: its tables and the few facts about it that the rules ask for all the time. */
import { Table, TableDefinition } from './table';
import { Row } from './column';
import type { NumberSeries } from './number-series';

export class Company {
  private readonly tables = new Map<string, Table>();
  readonly numberSeries = new Map<string, NumberSeries>();
  localCurrencyCode = '';

  constructor(
    readonly id: string,
    readonly name: string,
    definitions: Iterable<TableDefinition>,
  ) {
    for (const definition of definitions) this.tables.set(definition.name, new Table(definition));
  }

  table(name: string): Table {
    const table = this.tables.get(name);
    if (!table) throw new Error(`No table ${name}.`);
    return table;
  }

  hasTable(name: string): boolean {
    return this.tables.has(name);
  }

  allTables(): Iterable<Table> {
    return this.tables.values();
  }

  /** The single row of a set-up table. */
  setup(name: string): Row | undefined {
    return this.table(name).all().next().value;
  }

  nextNumber(table: string, column = 'number'): string {
    const series = this.numberSeries.get(table);
    if (!series) throw new Error(`Table ${table} has no number series.`);
    const rows = this.table(table);
    return series.next((number) => (column === rows.definition.key[0] ? rows.find(number) !== undefined : false));
  }
}
