import { randomUUID } from 'node:crypto';
import type { Schema } from '../metadata/schema';
import type { AlternateKey } from '../metadata/table';
import type { Database } from '../storage/database';
import { cellOf } from '../storage/row';
import type { RowWrites } from '../writing/row-writes';
import { applyHooks, hookChanges } from './hook-changes';
import { roleChanges, type RoleChange } from './role-changes';
import type { SolutionFile } from './solution-file';
import { tableChanges, type TableChange } from './table-changes';

/** Carries out a package: tables, columns, keys, roles, web hooks, publisher, and the solution's own row. Checked as a whole before anything changes. */
export function applySolution(writes: RowWrites, file: SolutionFile, { now, publishes }: { now: string; publishes: boolean }): void {
  const { database } = writes.context;
  const tables = tableChanges(database.schema, file);
  const roles = roleChanges(database.schema, file, tables);
  const hooks = hookChanges(database, file);
  for (const change of tables) applyTable(database, change);
  for (const role of roles) applyRole(writes, role);
  applyHooks(writes, hooks, publishes);
  recordSolution(writes, file, now);
}

function applyTable(database: Database, { table, isNew, columns, keys }: TableChange): void {
  for (const column of columns) {
    table.columns.set(column.logicalName, column);
    table.properties.set(column.property, column);
    for (const { navigation, table: target } of column.targets)
      table.lookups.set(navigation, { name: navigation, column, targets: [target] });
  }
  if (isNew) database.addTable(table);
  const added = keys.filter(({ name }) => !table.keys.some((key) => key.name === name));
  for (const key of added) table.keys.push({ ...key, status: statusOf(database, table.logicalName, key) });
  if (columns.length + added.length > 0) database.store(table.logicalName).schemaVersion = database.core.rowVersions.next();
}

/** A key whose columns are not unique among the rows that have them all can't be built. */
function statusOf(database: Database, table: string, { columns }: AlternateKey): AlternateKey['status'] {
  const store = database.store(table);
  const cells = columns.flatMap((name) => store.table.columns.get(name) ?? []);
  const seen = new Set<string>();
  for (const row of store.rows.values()) {
    const values = cells.map((column) => cellOf(row, column));
    const key = JSON.stringify(values).toLowerCase();
    if (values.includes(null)) continue;
    if (seen.has(key)) return 'Failed';
    seen.add(key);
  }
  return 'Active';
}

/** A role is known by its id, or by its name where it came otherwise. Every business unit has a copy of it. */
function applyRole(writes: RowWrites, { id, name, privileges }: RoleChange): void {
  const { database } = writes.context;
  const store = database.store('role');
  const column = columnOf(database.schema, 'role', 'name');
  const present = store.find(column, name).map((row) => row.id);
  const root = store.rows.has(id) ? id : (present[0] ?? id);
  for (const unit of present.length > 0 ? [] : database.store('businessunit').rows.values()) {
    const copy = cellOf(unit, columnOf(database.schema, 'businessunit', 'parentbusinessunitid')) === null ? root : randomUUID();
    const lookup = (table: string, target: string) => ({ table, id: target });
    writes.create('role', {
      id: copy,
      name,
      businessunitid: lookup('businessunit', unit.id),
      parentrootroleid: lookup('role', root),
      ismanaged: true,
    });
    present.push(copy);
  }
  for (const role of present) database.setRolePrivileges(role, privileges);
}

function recordSolution(writes: RowWrites, file: SolutionFile, installedon: string): void {
  const { uniqueName, friendlyName, version, managed, publisher } = file;
  const { database } = writes.context;
  const find = (table: string, value: string) => database.store(table).find(columnOf(database.schema, table, 'uniquename'), value)[0];
  const owner =
    find('publisher', publisher.uniqueName) ??
    writes.create('publisher', {
      uniquename: publisher.uniqueName,
      friendlyname: publisher.friendlyName,
      customizationprefix: publisher.prefix,
    });
  const values = {
    uniquename: uniqueName,
    friendlyname: friendlyName,
    version,
    ismanaged: managed,
    isvisible: true,
    installedon,
    publisherid: { table: 'publisher', id: owner.id },
  };
  const existing = find('solution', uniqueName);
  if (existing === undefined) writes.create('solution', values);
  else writes.update('solution', existing, values);
}

function columnOf(schema: Schema, table: string, name: string) {
  const column = schema.table(table).columns.get(name);
  if (column === undefined) throw new Error(`'${table}' has no column '${name}'.`);
  return column;
}
