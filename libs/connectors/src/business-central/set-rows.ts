/** Reads rows of Business Central into records and writes values the way its API wants them; what means "nothing" there is null here. */
import { StoredRecord } from '@tandem/domain/ports/record-store';
import { Column, ColumnKind } from '@tandem/domain/tables/column';
import { Table } from '@tandem/domain/tables/table';
import { Value, Values } from '@tandem/domain/value';
import { JsonObject } from '../http/json-answer';
import { Surface } from './company-sets';

/** Business Central has no null: each type has its own blank. Codes and texts stay as they are, since blank text is a value of theirs. */
const blanks: Readonly<Partial<Record<ColumnKind, readonly Value[]>>> = {
  id: ['00000000-0000-0000-0000-000000000000'],
  lookup: ['00000000-0000-0000-0000-000000000000'],
  date: ['0001-01-01'],
  dateTime: ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
};

const writtenBlanks: Readonly<Partial<Record<ColumnKind, Value>>> = { integer: 0, decimal: 0, boolean: false };

const blankMember = '_x0020_';

/** What is written where a value is to be cleared. */
const blankOf = (column: Column | undefined): Value => {
  if (!column) return null;
  if (column.kind === 'enumeration') return column.members?.includes(blankMember) ? blankMember : '';
  return blanks[column.kind]?.[0] ?? writtenBlanks[column.kind] ?? '';
};

/** The body of a change; null clears. The order of the values is kept, since Business Central validates in that order. */
export const bodyOf = (table: Table, values: Values): Record<string, Value> => {
  const body: Record<string, Value> = {};
  for (const name in values) if (name !== table.key) body[name] = values[name] ?? blankOf(table.columns[name]);
  return body;
};

/** The body of a creation with the id that was chosen. Blank values are left out, so that number series and templates can fill them. */
export const creationOf = (table: Table, id: string | null, values: Values): Record<string, Value> => {
  const body: Record<string, Value> = id ? { [table.key]: id } : {};
  for (const name in values) if (name !== table.key && values[name] !== null) body[name] = values[name] as Value;
  return body;
};

/** One reader per table and list of columns. */
export class SetRows {
  private readonly blanks: readonly (readonly [name: string, blanks: readonly Value[] | undefined])[];
  private readonly stamp: string;

  constructor(
    private readonly table: Table,
    columns: readonly string[],
    private readonly surface: Surface,
  ) {
    this.blanks = columns.map((name) => [name, blanks[table.columns[name]?.kind ?? 'text']]);
    this.stamp = surface === 'companion' ? 'systemModifiedAt' : 'lastModifiedDateTime';
  }

  /** The `$select` that brings these columns. API v2.0 lacks some of them, so there everything is asked for. */
  get select(): string | undefined {
    if (this.surface === 'v2') return undefined;
    return [...new Set([this.table.key, ...this.blanks.map(([name]) => name), 'systemRowVersion', this.stamp])].join(',');
  }

  /** One row; columns that the API lacks are left out. */
  read(row: JsonObject): StoredRecord {
    return {
      id: row[this.table.key] as string,
      version: row['@odata.etag'] as string,
      modifiedAt: (row[this.stamp] ?? null) as string | null,
      values: this.values(row),
    };
  }

  values(row: JsonObject): Values {
    const values: Record<string, Value> = {};
    for (const [name, blank] of this.blanks) {
      const value = row[name] as Value | undefined;
      if (value !== undefined) values[name] = blank?.includes(value) ? null : value;
    }
    return values;
  }
}
