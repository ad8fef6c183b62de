import { DataverseError } from '../dataverse-error';
import type { Column } from '../metadata/column';
import type { AlternateKey, Table } from '../metadata/table';
import type { Literal } from '../reading/expression';
import { TokenReader, tokensOf } from '../reading/tokens';
import { comparable } from '../reading/typed-literal';
import type { Database } from '../storage/database';
import { cellOf, type Row } from '../storage/row';
import type { TableStore } from '../storage/table-store';

/** What stands in the parentheses behind an entity set: an id, or the values of an alternate key. */
export interface ResolvedKey {
  readonly row: Row | undefined;
  /** The id, when the key is one. */
  readonly id?: string;
  /** The values, when it is an alternate key. */
  readonly alternate?: ReadonlyArray<[Column, unknown]>;
}

/** `text` is percent-decoded. Unknown key columns and keys that are not active are refused. */
export function resolveKey(database: Database, table: Table, text: string): ResolvedKey {
  const store = database.store(table.logicalName);
  const id = text.trim().toLowerCase();
  if (plainGuid.test(id)) return { row: store.rows.get(id), id };
  const parts = keyParts(text);
  const [first] = parts;
  if (parts.length === 1 && first?.[0] === table.primaryId && first[1].kind === 'guid' && !principals.has(table.logicalName))
    return { row: store.rows.get(first[1].value), id: first[1].value };
  return resolveAlternate(store, table, parts);
}

/** Users and teams inherit their key from `principal` as `ownerid`: the named form does not work for them. */
const principals = new Set(['systemuser', 'team']);

const plainGuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function keyParts(text: string): Array<[string, Literal]> {
  const tokens = new TokenReader(tokensOf(text), text);
  const parts: Array<[string, Literal]> = [];
  do {
    const name = tokens.expect('name').text;
    tokens.expect('sign', '=');
    const token = tokens.next();
    if (token.kind === 'number') parts.push([name, { kind: 'number', value: Number(token.text) }]);
    else if (token.kind === 'string' || token.kind === 'guid' || token.kind === 'date')
      parts.push([name, { kind: token.kind, value: token.kind === 'guid' ? token.text.toLowerCase() : token.text }]);
    else throw tokens.error();
  } while (tokens.take('sign', ','));
  tokens.end();
  return parts;
}

function resolveAlternate(store: TableStore, table: Table, parts: ReadonlyArray<[string, Literal]>): ResolvedKey {
  const columns = parts.map(([name]) => table.properties.get(name));
  const key = table.keys.find((candidate) => candidate.status === 'Active' && sameColumns(candidate, columns));
  if (key === undefined) throw invalidKey(table);
  const alternate = parts.map(([, literal], at): [Column, unknown] => [
    columns[at] as Column,
    literal.kind === 'string' ? literal.value : comparable(literal, columns[at] as Column, 'eq'),
  ]);
  const rows = rowsWithKey(store, alternate);
  if (rows.length > 1)
    throw new DataverseError(
      400,
      '0x8006089D',
      `More than one record exists for entity ${table.logicalName} with the specified key values.`,
    );
  return { row: rows[0], alternate };
}

function sameColumns(key: AlternateKey, columns: ReadonlyArray<Column | undefined>): boolean {
  return (
    key.columns.length === columns.length && columns.every((column) => column !== undefined && key.columns.includes(column.logicalName))
  );
}

function invalidKey(table: Table): DataverseError {
  return new DataverseError(
    400,
    '0x80060888',
    `The key in the request URI is not valid for resource 'Microsoft.Dynamics.CRM.${table.logicalName}'. Ensure that the names and number of key properties match the declared or alternate key properties for the resource 'Microsoft.Dynamics.CRM.${table.logicalName}'.`,
  );
}

/** Rows whose columns have these values, texts regardless of case. */
export function rowsWithKey(store: TableStore, values: ReadonlyArray<[Column, unknown]>): Row[] {
  const [first, ...rest] = values;
  if (first === undefined) return [];
  return store.find(first[0], first[1]).filter((row) => rest.every(([column, value]) => same(cellOf(row, column), value)));
}

function same(left: unknown, right: unknown): boolean {
  return typeof left === 'string' && typeof right === 'string' ? left.toLowerCase() === right.toLowerCase() : left === right;
}
