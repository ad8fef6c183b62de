import type { Row } from '../storage/row';
import { cellOf } from '../storage/row';
import type { RuleScope } from './table-rules';

/** Looks into stored rows by logical names, for rules. */

export function rowOf({ context }: RuleScope, table: string, id: unknown): Row | undefined {
  return typeof id === 'string' ? context.database.row(table, id) : undefined;
}

export function readCell({ context }: RuleScope, table: string, row: Row, name: string): unknown {
  const column = context.database.schema.table(table).columns.get(name);
  return column === undefined ? null : cellOf(row, column);
}

/** A number column; null counts as 0. */
export function readNumber(scope: RuleScope, table: string, row: Row, name: string): number {
  return (readCell(scope, table, row, name) as number | null) ?? 0;
}

/** Rows of a table whose column has this value. */
export function rowsWhere({ context }: RuleScope, table: string, name: string, value: unknown): Row[] {
  const store = context.database.store(table);
  const column = store.table.columns.get(name);
  return column === undefined || value === null ? [] : store.find(column, value);
}
