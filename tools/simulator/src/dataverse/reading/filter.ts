import { refusals } from '../dataverse-error';
import type { Table } from '../metadata/table';
import type { Database } from '../storage/database';
import type { Row } from '../storage/row';
import type { Comparison, Expression, Operand, PropertyPath } from './expression';
import { likePattern } from './like-pattern';
import { platformFunction } from './platform-functions';
import { bindPath } from './property-path';
import { comparable } from './typed-literal';

export type RowPredicate = (row: Row) => boolean;

/** Who asks and when: for functions such as EqualUserId and Last7Days. */
export interface Asker {
  readonly userId: string;
  readonly businessUnitId: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Binds filters to tables. Text compares regardless of case; `ne` is true where the value is null. */
export class FilterCompiler {
  constructor(
    readonly database: Database,
    readonly asker: Asker,
  ) {}

  compile(table: Table, expression: Expression): RowPredicate {
    switch (expression.kind) {
      case 'and':
        return both(this.compile(table, expression.left), this.compile(table, expression.right));
      case 'or':
        return either(this.compile(table, expression.left), this.compile(table, expression.right));
      case 'not':
        return negated(this.compile(table, expression.operand));
      case 'comparison':
        return this.comparison(table, expression.operator, expression.left, expression.right);
      case 'text':
        return this.text(table, expression.operand, likePattern(expression.function, expression.pattern));
      case 'boolean':
        return this.comparison(table, 'eq', expression.operand, { kind: 'literal', literal: { kind: 'boolean', value: true } });
      case 'lambda':
        return this.lambda(table, expression);
      case 'platform':
        return platformFunction(this, table, expression);
    }
  }

  private comparison(table: Table, operator: Comparison, left: Operand, right: Operand): RowPredicate {
    if (left.kind === 'literal') {
      if (right.kind === 'literal') throw refusals.shape('At least one side of a comparison must be a property.');
      return this.comparison(table, mirrored[operator], right, left);
    }
    const property = bindPath(this.database, table, left.path);
    if (right.kind === 'property') return compareProperties(operator, property.key, bindPath(this.database, table, right.path).key);
    return compareValue(operator, property.key, comparable(right.literal, property.column, operator));
  }

  private text(table: Table, operand: PropertyPath, matches: (text: string) => boolean): RowPredicate {
    const { column, read } = bindPath(this.database, table, operand.path);
    if (column.kind !== 'text' && column.kind !== 'memo')
      throw refusals.syntax(`No function signature for the function matches the specified arguments: '${column.logicalName}' is no text.`);
    return (row) => {
      const value = read(row);
      return typeof value === 'string' && matches(value);
    };
  }

  private lambda(table: Table, { quantifier, path, body }: Extract<Expression, { kind: 'lambda' }>): RowPredicate {
    const [name = '', ...rest] = path;
    if (rest.length > 0) throw refusals.shape('A collection-valued navigation property below a lookup is not allowed in a filter.');
    const navigation = table.collections.get(name);
    if (navigation === undefined) throw refusals.noProperty(name, table.logicalName);
    const child = body === undefined ? () => true : this.compile(this.database.schema.table(navigation.table), body);
    const related = (row: Row) => this.database.related(table, row, navigation);
    return quantifier === 'any' ? (row) => related(row).some(child) : (row) => related(row).every(child);
  }
}

const mirrored: Record<Comparison, Comparison> = { eq: 'eq', ne: 'ne', gt: 'lt', ge: 'le', lt: 'gt', le: 'ge' };

const both =
  (left: RowPredicate, right: RowPredicate): RowPredicate =>
  (row) =>
    left(row) && right(row);
const either =
  (left: RowPredicate, right: RowPredicate): RowPredicate =>
  (row) =>
    left(row) || right(row);
const negated =
  (operand: RowPredicate): RowPredicate =>
  (row) =>
    !operand(row);

/** Compares what a row holds with a value of the same form (see `BoundProperty.key`). */
export function compareValue(operator: Comparison, read: (row: Row) => unknown, value: unknown): RowPredicate {
  if (operator === 'eq') return (row) => read(row) === value;
  if (operator === 'ne') return (row) => read(row) !== value;
  if (value === null) return () => false;
  const holds = orderings[operator];
  return (row) => {
    const actual = read(row);
    return actual !== null && holds(actual as number, value as number);
  };
}

const orderings: Record<Exclude<Comparison, 'eq' | 'ne'>, (left: number, right: number) => boolean> = {
  gt: (left, right) => left > right,
  ge: (left, right) => left >= right,
  lt: (left, right) => left < right,
  le: (left, right) => left <= right,
};

function compareProperties(operator: Comparison, left: (row: Row) => unknown, right: (row: Row) => unknown): RowPredicate {
  return (row) => compareValue(operator, left, right(row))(row);
}
