/** Turns a parsed filter into a test of rows. */
import { Row, Value, system } from '../store/column';
import type { Company } from '../store/company';
import { systemReaders } from '../catalogue/property-readers';
import { alternativesOf } from './filter-bounds';
import type { Comparison, Expression, Operand } from './filter-expression';

export type Predicate = (row: Row, company: Company) => boolean;

export function predicateOf(expression: Expression): Predicate {
  switch (expression.kind) {
    case 'always':
      return () => true;
    case 'and':
      return both(predicateOf(expression.left), predicateOf(expression.right));
    case 'or':
      return oneOf(expression);
    case 'in':
      return among(expression.operand, expression.values);
    case 'test':
      return textTest(expression);
    case 'compare':
      return comparison(expression.operator, expression.operand, expression.value);
  }
}

const both =
  (left: Predicate, right: Predicate): Predicate =>
  (row, company) =>
    left(row, company) && right(row, company);
const either =
  (left: Predicate, right: Predicate): Predicate =>
  (row, company) =>
    left(row, company) || right(row, company);

/** Many alternatives for one property are looked up in a set rather than tried in turn. */
function oneOf(expression: Extract<Expression, { kind: 'and' | 'or' }>): Predicate {
  const alternatives = alternativesOf(expression);
  if (alternatives && !stampPlaces.has(alternatives.operand.property.read)) return among(alternatives.operand, alternatives.values);
  return either(predicateOf(expression.left), predicateOf(expression.right));
}

function among(operand: Operand, values: readonly Value[]): Predicate {
  const wanted = new Set(values);
  const read = readerOf(operand);
  return (row, company) => wanted.has(read(row, company));
}

function textTest({ test, operand, value }: Extract<Expression, { kind: 'test' }>): Predicate {
  const read = readerOf(operand);
  if (test === 'startswith') return (row, company) => String(read(row, company)).startsWith(value);
  if (test === 'endswith') return (row, company) => String(read(row, company)).endsWith(value);
  return (row, company) => String(read(row, company)).includes(value);
}

/** Stamps are stored as milliseconds: comparing them as numbers spares the formatting of every row. */
const stampPlaces = new Map([
  [systemReaders['systemModifiedAt'], system.modifiedAt],
  [systemReaders['lastModifiedDateTime'], system.modifiedAt],
  [systemReaders['systemCreatedAt'], system.createdAt],
]);

function comparison(operator: Comparison, operand: Operand, value: Value): Predicate {
  const stamp = stampPlaces.get(operand.property.read);
  if (stamp !== undefined) return compared(operator, (row) => row[stamp] as Value, Date.parse(String(value)));
  return compared(operator, readerOf(operand), value);
}

function compared(operator: Comparison, read: (row: Row, company: Company) => Value, value: Value): Predicate {
  switch (operator) {
    case 'eq':
      return (row, company) => read(row, company) === value;
    case 'ne':
      return (row, company) => read(row, company) !== value;
    case 'gt':
      return (row, company) => read(row, company) > value;
    case 'ge':
      return (row, company) => read(row, company) >= value;
    case 'lt':
      return (row, company) => read(row, company) < value;
    case 'le':
      return (row, company) => read(row, company) <= value;
  }
}

function readerOf({ property, change, from, length }: Operand): (row: Row, company: Company) => Value {
  const { place, read } = property;
  if (change === undefined && from === undefined) return place === undefined ? read : (row) => row[place] as Value;
  return (row, company) => {
    const text = String(read(row, company));
    const cut = from === undefined ? text : text.slice(from, length === undefined ? undefined : from + length);
    return change === undefined ? cut : change === 'tolower' ? cut.toLowerCase() : cut.toUpperCase();
  };
}
