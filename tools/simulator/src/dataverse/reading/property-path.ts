import { refusals } from '../dataverse-error';
import type { Column } from '../metadata/column';
import type { Table } from '../metadata/table';
import type { Database } from '../storage/database';
import { cellOf, lookupTable, type Row } from '../storage/row';
import { readerOf, type CellReader } from './cell-reader';

/** A property, possibly behind single-valued navigations, bound to a table. */
export interface BoundProperty {
  readonly column: Column;
  readonly read: CellReader;
  /** Reads it for comparing: texts in lower case. */
  readonly key: CellReader;
  /** Whether it is a column of the table itself. */
  readonly direct: boolean;
}

export function bindPath(database: Database, table: Table, path: readonly string[]): BoundProperty {
  const [first = '', ...rest] = path;
  if (rest.length > 0) return bindNavigation(database, table, first, rest);
  const column = table.properties.get(first);
  if (column === undefined) throw refusals.noProperty(first, table.logicalName);
  return bound(column, readerOf(table, column), true);
}

function bindNavigation(database: Database, table: Table, name: string, rest: readonly string[]): BoundProperty {
  const target = navigationTarget(database, table, name);
  const inner = bindPath(database, target, rest);
  const follow = follower(database, table, name, target);
  const read = (row: Row) => {
    const related = follow(row);
    return related === undefined ? null : inner.read(related);
  };
  return bound(inner.column, read, false);
}

function bound(column: Column, read: CellReader, direct: boolean): BoundProperty {
  const key = column.kind === 'text' || column.kind === 'memo' ? (row: Row) => lowerCase(read(row)) : read;
  return { column, read, key, direct };
}

function lowerCase(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}

function navigationTarget(database: Database, table: Table, name: string): Table {
  const navigation = table.lookups.get(name);
  if (navigation === undefined) throw refusals.noProperty(name, table.logicalName);
  const known = navigation.targets.find((target) => database.has(target));
  if (known === undefined) throw refusals.noProperty(name, table.logicalName);
  return database.schema.table(known);
}

/** From a row to the row that its lookup points at, if it points into this table. */
export function follower(database: Database, table: Table, name: string, target: Table): (row: Row) => Row | undefined {
  const column = table.lookups.get(name)?.column;
  if (column === undefined) throw refusals.noProperty(name, table.logicalName);
  const rows = database.store(target.logicalName).rows;
  return (row) => {
    const id = cellOf(row, column);
    return typeof id === 'string' && lookupTable(row, column) === target.logicalName ? rows.get(id) : undefined;
  };
}
