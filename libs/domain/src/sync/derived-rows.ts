/** Derived rows: which ids they have, and what must be written so that the target holds them. Pure. */
import { hash } from 'node:crypto';
import { ChangedRecord, NewRecord, StoredRecord } from '../ports/record-store';
import { Table } from '../tables/table';
import { Value, Values } from '../value';
import { fitted } from './canonical';
import { digestOf } from './digest';

/** A row that shall be there. */
export interface WantedRow {
  readonly id: string;
  readonly values: Values;
}

/** What keeps the ids of derived rows apart. */
export interface DerivedScope {
  readonly connectionId: string;
  readonly mapping: string;
  readonly table: Table;
}

/** The id of a derived row: the same for the same connection, mapping and key, whoever works it out (UUID version 8 over SHA-256). */
export function derivedId({ connectionId, mapping, table }: DerivedScope, key: string): string {
  const digits = hash('sha256', JSON.stringify([connectionId, mapping, table.name, key]), 'hex');
  const variant = ((parseInt(digits.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [digits.slice(0, 8), digits.slice(8, 12), `8${digits.slice(13, 16)}`, variant + digits.slice(17, 20), digits.slice(20, 32)].join(
    '-',
  );
}

/** What is missing or different in the target. */
export interface DerivedChanges {
  readonly create: readonly NewRecord[];
  readonly update: readonly ChangedRecord[];
}

const held = (table: Table, name: string, value: Value | undefined): Value => {
  const column = table.columns[name];
  return column ? fitted(column, value) : (value ?? null);
};

const digestOfRow = (table: Table, names: readonly string[], values: Values): string | undefined =>
  digestOf(names.map((name) => [name, held(table, name, values[name])] as const));

/** Columns whose values differ; nothing where the digests of both rows are equal. */
function differences(table: Table, wanted: Values, stored: Values): Values {
  const names = Object.keys(wanted);
  if (digestOfRow(table, names, wanted) === digestOfRow(table, names, stored)) return {};
  const differing = names.filter((name) => held(table, name, wanted[name]) !== held(table, name, stored[name]));
  return Object.fromEntries(differing.map((name) => [name, held(table, name, wanted[name])]));
}

/** Compares the rows that shall be there with those that were found under their ids. */
export function derivedChanges(table: Table, wanted: readonly WantedRow[], found: readonly StoredRecord[]): DerivedChanges {
  const stored = new Map(found.map((row) => [row.id, row]));
  const create: NewRecord[] = [];
  const update: ChangedRecord[] = [];
  for (const { id, values } of wanted) {
    const row = stored.get(id);
    if (row === undefined) {
      create.push({ id, values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, held(table, name, value)])) });
      continue;
    }
    const changed = differences(table, values, row.values);
    if (Object.keys(changed).length > 0) update.push({ id, version: row.version, values: changed });
  }
  return { create, update };
}
