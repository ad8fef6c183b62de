import { refusals } from '../dataverse-error';
import type { Column } from '../metadata/column';
import type { CollectionNavigation, SingleNavigation, Table } from '../metadata/table';
import { cellValue } from './cell-value';
import type { LookupResolver } from './lookup-resolver';
import type { LookupValue } from './row-draft';

/** What the body of a write says, checked against the table. */
export interface Payload {
  readonly values: Array<[Column, unknown]>;
  /** The primary key, when the body names it. */
  id?: string;
  /** New rows to create and point at. */
  readonly parents: Array<[SingleNavigation, JsonObject]>;
  /** New rows to create below this one. */
  readonly children: Array<[CollectionNavigation, JsonObject[]]>;
}

export type JsonObject = Record<string, unknown>;

/** Reads a body. `creating` decides which columns may be set; what the platform computes is ignored. */
export function readPayload(table: Table, body: JsonObject, creating: boolean, lookups: LookupResolver): Payload {
  const payload: Payload = { values: [], parents: [], children: [] };
  for (const name in body) {
    const value = body[name];
    const column = table.properties.get(name);
    if (column !== undefined && column.kind !== 'lookup') readColumn(table, column, value, creating, payload);
    else if (column !== undefined) throw readOnlyLookup(table);
    else if (name.includes('@')) readAnnotation(table, name, value, payload, lookups);
    else readNavigation(table, name, value, payload);
  }
  return payload;
}

function readOnlyLookup(table: Table) {
  return refusals.payload(
    table.setName,
    'CRM do not support direct update of Entity Reference properties, Use Navigation properties instead.',
  );
}

function readColumn(table: Table, column: Column, value: unknown, creating: boolean, payload: Payload): void {
  if (column.kind === 'key') {
    if (column.logicalName === table.primaryId) payload.id = cellValue(table, column, value) as string;
    return;
  }
  if (column.writable === 'never') return;
  const checked = cellValue(table, column, value);
  if (column.writable === 'always' || creating) payload.values.push([column, checked]);
}

function readAnnotation(table: Table, name: string, value: unknown, payload: Payload, lookups: LookupResolver): void {
  if (name.startsWith('@odata.') || !name.endsWith('@odata.bind')) return;
  const navigationName = name.slice(0, -'@odata.bind'.length);
  const navigation = table.lookups.get(navigationName);
  if (navigation !== undefined) return pushLookup(payload, navigation, value === null ? null : lookups.resolve(navigation, value, table));
  const collection = table.collections.get(navigationName);
  if (collection !== undefined && Array.isArray(value))
    throw refusals.shape(`Binding the collection '${navigationName}' is not supported; associate with $ref.`);
  throw refusals.payload(
    table.setName,
    `An undeclared property '${navigationName}' which only has property annotations in the payload but no property value was found in the payload. In OData, only declared navigation properties and declared named streams can be represented as properties without values.`,
  );
}

function pushLookup(payload: Payload, navigation: SingleNavigation, value: LookupValue | null): void {
  if (navigation.column.writable !== 'never') payload.values.push([navigation.column, value]);
}

function readNavigation(table: Table, name: string, value: unknown, payload: Payload): void {
  const single = table.lookups.get(name);
  if (single !== undefined && value === null) return pushLookup(payload, single, null);
  if (single !== undefined && isObject(value)) return void payload.parents.push([single, value]);
  const many = table.collections.get(name);
  if (many !== undefined && Array.isArray(value) && value.every(isObject)) return void payload.children.push([many, value]);
  if (single !== undefined || many !== undefined)
    throw refusals.payload(table.setName, `A value of the wrong form was found for the navigation property '${name}'.`);
  throw refusals.invalidProperty(name, table.logicalName);
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
