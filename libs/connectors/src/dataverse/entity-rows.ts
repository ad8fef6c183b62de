/** Reads rows of Dataverse into records: one reader per table and list of columns, so that a row costs a few property reads. */
import { StoredRecord } from '@tandem/domain/ports/record-store';
import { Table } from '@tandem/domain/tables/table';
import { Value } from '@tandem/domain/value';
import { JsonObject } from '../http/json-answer';
import { EntityTables, hasSeveralTargets, wireName } from './entity-tables';

const targetNote = '@Microsoft.Dynamics.CRM.lookuplogicalname';

/** The `Prefer` value that makes Dataverse say which table a lookup with several targets names. */
export const targetAnnotation = 'odata.include-annotations="Microsoft.Dynamics.CRM.lookuplogicalname"';

export class EntityRows {
  private readonly wires: readonly string[];
  private readonly several: readonly string[];

  constructor(
    private readonly table: Table,
    private readonly columns: readonly string[],
    private readonly tables: EntityTables,
  ) {
    this.wires = columns.map((column) => wireName(table, column));
    this.several = columns.filter((column) => hasSeveralTargets(table.columns[column]));
  }

  /** The property that holds the id. */
  get key(): string {
    return this.table.key;
  }

  /** The `$select` that brings these columns, the key and the stamp. */
  get select(): string {
    return [...new Set([this.table.key, ...this.wires, 'modifiedon'])].join(',');
  }

  /** Whether the read must ask for annotations. */
  get needsTargets(): boolean {
    return this.several.length > 0;
  }

  /** One row. A column that the answer lacks is null: Dataverse leaves nothing out that it knows. */
  read(row: JsonObject): StoredRecord {
    const values: Record<string, Value> = {};
    for (let index = 0; index < this.columns.length; index++) {
      values[this.columns[index] as string] = (row[this.wires[index] as string] ?? null) as Value;
    }
    const record = {
      id: row[this.table.key] as string,
      version: row['@odata.etag'] as string,
      modifiedAt: (row.modifiedon ?? null) as string | null,
      values,
    };
    return this.several.length ? { ...record, lookupTables: this.targets(row) } : record;
  }

  private targets(row: JsonObject): Record<string, string> {
    const named: Record<string, string> = {};
    for (const column of this.several) {
      const table = this.tables.nameOf(String(row[`_${column}_value${targetNote}`] ?? ''));
      if (table) named[column] = table;
    }
    return named;
  }
}
