import { refusals } from '../dataverse-error';
import { edmType, type Column } from '../metadata/column';
import type { Literal } from './expression';

/** Turns a literal into a value that compares with a column's cells; a literal of another type is refused. */

const numeric = new Set(['integer', 'bigInteger', 'decimal', 'double', 'money', 'moneyBase', 'choice', 'state', 'status', 'version']);
const guids = new Set(['key', 'lookup', 'guid']);

const literalTypes: Record<Literal['kind'], string> = {
  null: 'null',
  string: 'Edm.String',
  number: 'Edm.Int32',
  boolean: 'Edm.Boolean',
  guid: 'Edm.Guid',
  date: 'Edm.DateTimeOffset',
};

const operatorNames: Record<string, string> = {
  eq: 'Equal',
  ne: 'NotEqual',
  gt: 'GreaterThan',
  ge: 'GreaterThanOrEqual',
  lt: 'LessThan',
  le: 'LessThanOrEqual',
};

/** Lower-case text, number, boolean, GUID, or a date text that sorts with the stored ones. */
export function comparable(literal: Literal, column: Column, operator: string): unknown {
  if (literal.kind === 'null') return null;
  if (literal.kind === 'string' && (column.kind === 'text' || column.kind === 'memo')) return literal.value.toLowerCase();
  if (literal.kind === 'number' && numeric.has(column.kind)) return literal.value;
  if (literal.kind === 'boolean' && column.kind === 'boolean') return literal.value;
  if (literal.kind === 'guid' && guids.has(column.kind)) return literal.value;
  if (literal.kind === 'date' && column.kind === 'dateTime') return sortableTime(literal.value);
  if (literal.kind === 'date' && column.kind === 'date') return literal.value.slice(0, 10);
  throw refusals.syntax(
    `A binary operator with incompatible types was detected. Found operand types '${edmType(column)}' and '${literalTypes[literal.kind]}' for operator kind '${operatorNames[operator] ?? operator}'.`,
  );
}

/** A value of `PropertyValues`, which are all written as strings. */
export function comparableText(text: string, column: Column): unknown {
  if (numeric.has(column.kind)) return Number(text);
  if (column.kind === 'boolean') return text === 'true' || text === '1';
  if (column.kind === 'dateTime') return sortableTime(text);
  if (column.kind === 'date') return text.slice(0, 10);
  return text.toLowerCase().replace(/^\{(.*)\}$/, '$1');
}

/** Stored times are `…:05Z`; a fraction of a second goes behind the Z, so that text order is time order. */
export function sortableTime(text: string): string {
  const milliseconds = Date.parse(/T/.test(text) ? (/(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`) : `${text}T00:00:00Z`);
  if (Number.isNaN(milliseconds)) throw refusals.syntax(`Unrecognized 'Edm.DateTimeOffset' literal '${text}'.`);
  const iso = new Date(milliseconds).toISOString();
  const fraction = iso.slice(20, 23);
  return `${iso.slice(0, 19)}Z${fraction === '000' ? '' : fraction}`;
}
