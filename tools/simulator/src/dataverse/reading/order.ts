import { refusals } from '../dataverse-error';
import type { Table } from '../metadata/table';
import type { Database } from '../storage/database';
import type { Row } from '../storage/row';
import { bindPath, type BoundProperty } from './property-path';

/** The order of `$orderby`; rows that are equal in it follow their ids, so that pages are well defined. Null comes first. */
export interface Order {
  readonly properties: ReadonlyArray<BoundProperty & { descending: boolean }>;
  compare(left: OrderKey, right: OrderKey): number;
  keyOf(row: Row): OrderKey;
}

/** What decides a row's place: the values of the order's properties, and its id. */
export interface OrderKey {
  readonly values: readonly unknown[];
  readonly id: string;
}

export function orderOf(database: Database, table: Table, orderby: string | undefined): Order | undefined {
  if (orderby === undefined || orderby.trim() === '') return undefined;
  const properties = orderby.split(',').map((part) => orderedProperty(database, table, part.trim()));
  const signs = properties.map(({ descending }) => (descending ? -1 : 1));
  return {
    properties,
    keyOf: (row) => ({ values: properties.map(({ key }) => key(row)), id: row.id }),
    compare: (left, right) => compareKeys(left, right, signs),
  };
}

function orderedProperty(database: Database, table: Table, part: string): BoundProperty & { descending: boolean } {
  const [name = '', direction = 'asc', ...rest] = part.split(/\s+/);
  if (rest.length > 0 || (direction !== 'asc' && direction !== 'desc'))
    throw refusals.syntax(`Syntax error in the $orderby clause '${part}'.`);
  return { ...bindPath(database, table, name.split('/')), descending: direction === 'desc' };
}

function compareKeys(left: OrderKey, right: OrderKey, signs: readonly number[]): number {
  for (let at = 0; at < signs.length; at += 1) {
    const compared = compareValues(left.values[at], right.values[at]);
    if (compared !== 0) return compared * (signs[at] as number);
  }
  return compareValues(left.id, right.id);
}

function compareValues(left: unknown, right: unknown): number {
  if (left === right) return 0;
  if (left === null) return -1;
  if (right === null) return 1;
  return (left as number) < (right as number) ? -1 : 1;
}
