import { DataverseError, refusals } from '../dataverse-error';
import { edmType, type Column } from '../metadata/column';
import type { Table } from '../metadata/table';

/** Turns a JSON value into what a cell keeps; refuses other types, too long texts, unknown choices and numbers out of range. */
export function cellValue(table: Table, column: Column, value: unknown): unknown {
  if (value === null) return null;
  switch (column.kind) {
    case 'text':
    case 'memo':
      return text(table, column, value);
    case 'boolean':
      return typeof value === 'boolean' ? value : mistyped(table, column, value);
    case 'choice':
    case 'state':
    case 'status':
      return choice(table, column, value);
    case 'integer':
      return integer(table, column, value);
    case 'bigInteger':
      return Number.isSafeInteger(Number(value)) ? Number(value) : mistyped(table, column, value);
    case 'decimal':
    case 'double':
    case 'money':
      return amount(table, column, value);
    case 'dateTime':
      return dateTime(table, column, value);
    case 'date':
      return day(table, column, value);
    default:
      return guid(table, column, value);
  }
}

function mistyped(table: Table, column: Column, value: unknown): never {
  throw refusals.payload(table.setName, `Cannot convert the literal '${String(value)}' to the expected type '${edmType(column)}'.`);
}

/** What XML does not allow, lone surrogates included. */
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;

/** An empty text is kept as null. */
function text(table: Table, column: Column, value: unknown): string | null {
  if (typeof value !== 'string') return mistyped(table, column, value);
  if (value.length > column.maxLength) {
    throw new DataverseError(
      400,
      '0x80044331',
      `A validation error occurred. The length of the '${column.logicalName}' attribute of the '${table.logicalName}' entity exceeded the maximum allowed length of '${column.maxLength}'.`,
    );
  }
  if (forbidden.test(value)) {
    throw new DataverseError(
      400,
      '0x80040278',
      `Invalid character in field '${column.logicalName}': a character that XML does not allow was found in the field.`,
    );
  }
  return value === '' ? null : value;
}

function choice(table: Table, column: Column, value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) return mistyped(table, column, value);
  if (column.options.some((option) => option.value === value && option.unpublished !== true)) return value;
  if (column.kind === 'status') throw inconsistentState(table, column.logicalName, value);
  throw new DataverseError(
    400,
    '0x8004431A',
    `A validation error occurred. The value '${value}' of '${column.logicalName}' on record of type '${table.logicalName}' is outside the valid range. Accepted Values: ${column.options.map((option) => option.value).join(',')}`,
  );
}

export function inconsistentState(table: Table, column: string, value: unknown): DataverseError {
  return new DataverseError(
    400,
    '0x80048408',
    `${String(value)} is not a valid ${column === 'statuscode' ? 'status code' : 'state code'} on ${table.logicalName}.`,
  );
}

function outOfRange(table: Table, column: Column): DataverseError {
  return new DataverseError(
    400,
    '0x80044330',
    `A validation error occurred. The value of '${column.logicalName}' on record of type '${table.logicalName}' is outside the valid range.`,
  );
}

const largestInteger = 2_147_483_647;
const largestDecimal = 100_000_000_000;
const largestMoney = 922_337_203_685_477;

function integer(table: Table, column: Column, value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value)) return mistyped(table, column, value);
  if (Math.abs(value) > largestInteger) throw outOfRange(table, column);
  return value;
}

function amount(table: Table, column: Column, value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return mistyped(table, column, value);
  if (Math.abs(value) > (column.kind === 'money' ? largestMoney : largestDecimal)) throw outOfRange(table, column);
  return rounded(value, column.kind === 'money' ? 4 : column.scale);
}

/** Half away from zero; free of negative zero. */
export function rounded(value: number, digits: number): number {
  const factor = 10 ** digits;
  const result = (Math.sign(value) * Math.round(Math.abs(value) * factor + 1e-9)) / factor;
  return result === 0 ? 0 : Number.isSafeInteger(value) ? value : result;
}

/** Kept to the second, in UTC; dates before 1753 do not exist in SQL Server. */
function dateTime(table: Table, column: Column, value: unknown): string {
  const milliseconds =
    typeof value === 'string' && /^\d{4}-\d{2}-\d{2}(T|$)/.test(value)
      ? Date.parse(value.length === 10 ? `${value}T00:00:00Z` : value)
      : Number.NaN;
  if (Number.isNaN(milliseconds)) return mistyped(table, column, value);
  if (milliseconds < Date.UTC(1753, 0, 1))
    throw new DataverseError(
      400,
      '0x80040239',
      `DateTime is less than minumum value supported by CrmDateTime. Actual value: ${String(value)}, Minimum value supported: 01/01/1753 00:00:00`,
    );
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

function day(table: Table, column: Column, value: unknown): string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return mistyped(table, column, value);
  return dateTime(table, column, value).slice(0, 10);
}

const guidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isGuid(value: unknown): value is string {
  return typeof value === 'string' && guidForm.test(value);
}

function guid(table: Table, column: Column, value: unknown): string {
  return isGuid(value) ? value.toLowerCase() : mistyped(table, column, value);
}
