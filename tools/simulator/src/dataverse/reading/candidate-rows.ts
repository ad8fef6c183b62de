import type { Column } from '../metadata/column';
import { sortedById } from '../storage/database';
import type { Row } from '../storage/row';
import type { TableStore } from '../storage/table-store';
import type { Expression, Operand } from './expression';
import { propertyOf, textsOf } from './platform-functions';
import { comparable, comparableText } from './typed-literal';

/** The rows that an index says may satisfy the filter, in the order of their ids; undefined when every row must be looked at. */
export function candidateRows(store: TableStore, expression: Expression): Row[] | undefined {
  const found = candidates(store, expression);
  return found === undefined ? undefined : sortedById([...found]);
}

function candidates(store: TableStore, expression: Expression): Set<Row> | undefined {
  switch (expression.kind) {
    case 'and':
      return candidates(store, expression.left) ?? candidates(store, expression.right);
    case 'or':
      return union(candidates(store, expression.left), candidates(store, expression.right));
    case 'comparison':
      return expression.operator === 'eq' ? byEquality(store, expression.left, expression.right) : undefined;
    case 'platform':
      return expression.function === 'In' ? byMembership(store, expression) : undefined;
    default:
      return undefined;
  }
}

function union(left: Set<Row> | undefined, right: Set<Row> | undefined): Set<Row> | undefined {
  if (left === undefined || right === undefined) return undefined;
  for (const row of right) left.add(row);
  return left;
}

function byEquality(store: TableStore, left: Operand, right: Operand): Set<Row> | undefined {
  if (left.kind !== 'property' || right.kind !== 'literal' || right.literal.kind === 'null') return undefined;
  const column = indexable(store, left.path);
  return column === undefined ? undefined : new Set(rowsWith(store, column, comparable(right.literal, column, 'eq')));
}

function byMembership(store: TableStore, { parameters }: Extract<Expression, { kind: 'platform' }>): Set<Row> | undefined {
  const name = parameters.get('PropertyName');
  if (name === undefined || Array.isArray(name) || name.kind !== 'string') return undefined;
  const column = indexable(store, [propertyOf(store.table, name.value)]);
  if (column === undefined) return undefined;
  return new Set(textsOf(parameters).flatMap((text) => rowsWith(store, column, comparableText(text, column))));
}

function rowsWith(store: TableStore, column: Column, value: unknown): Row[] {
  if (column.kind !== 'key') return store.find(column, value);
  const row = store.rows.get(value as string);
  return row === undefined ? [] : [row];
}

const indexableKinds = new Set(['key', 'lookup', 'text', 'guid']);

function indexable(store: TableStore, path: readonly string[]): Column | undefined {
  const column = path.length === 1 ? store.table.properties.get(path[0] as string) : undefined;
  return column !== undefined && indexableKinds.has(column.kind) ? column : undefined;
}
