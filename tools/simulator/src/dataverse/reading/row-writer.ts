import { wants, type Preferences } from '../access/preferences';
import type { Column } from '../metadata/column';
import type { Table } from '../metadata/table';
import type { Database } from '../storage/database';
import { lookupTable, type Row } from '../storage/row';
import { readerOf, type CellReader } from './cell-reader';
import { formattedValue } from './formatted-values';
import { jsonString, jsonValue } from './json-text';

/** Writes rows of one table with one choice of columns as JSON; prepared once, used for every row. */
export class RowWriter {
  private readonly prefixes: string[];
  private readonly readers: CellReader[];
  private readonly annotate: ((row: Row, column: Column, value: unknown) => string) | undefined;

  constructor(
    private readonly database: Database,
    private readonly table: Table,
    private readonly columns: readonly Column[],
    private readonly preferences: Preferences,
  ) {
    this.prefixes = columns.map((column) => `,"${column.property}":`);
    this.readers = columns.map((column) => readerOf(table, column));
    this.annotate = preferences.annotations === undefined ? undefined : (row, column, value) => this.annotations(row, column, value);
  }

  /** The row's members without braces: `"@odata.etag":"W/\"1\"","name":"A"`. */
  members(row: Row): string {
    const { prefixes, readers, annotate } = this;
    let text = `"@odata.etag":"W/\\"${row.version}\\""`;
    for (let at = 0; at < readers.length; at += 1) {
      const value = (readers[at] as CellReader)(row);
      text += (prefixes[at] as string) + jsonValue(value);
      if (annotate !== undefined) text += annotate(row, this.columns[at] as Column, value);
    }
    return text;
  }

  private annotations(row: Row, column: Column, value: unknown): string {
    if (value === null || value === undefined) return '';
    let text = '';
    if (wants(this.preferences, 'OData.Community.Display.V1.FormattedValue')) {
      const formatted = formattedValue(this.database, this.table, row, column, value);
      if (formatted !== undefined) text += annotation(column, 'OData.Community.Display.V1.FormattedValue', formatted);
    }
    return column.kind === 'lookup' ? text + this.lookupAnnotations(row, column) : text;
  }

  private lookupAnnotations(row: Row, column: Column): string {
    const target = lookupTable(row, column);
    const navigation = column.targets.find(({ table }) => table === target)?.navigation ?? column.logicalName;
    let text = '';
    if (wants(this.preferences, 'Microsoft.Dynamics.CRM.associatednavigationproperty'))
      text += annotation(column, 'Microsoft.Dynamics.CRM.associatednavigationproperty', navigation);
    if (wants(this.preferences, 'Microsoft.Dynamics.CRM.lookuplogicalname'))
      text += annotation(column, 'Microsoft.Dynamics.CRM.lookuplogicalname', target);
    return text;
  }
}

function annotation(column: Column, name: string, value: string): string {
  return `,"${column.property}@${name}":${jsonString(value)}`;
}
