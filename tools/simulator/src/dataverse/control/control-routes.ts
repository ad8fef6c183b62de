import type { ControlRoute } from '../../service/control/control-route';
import { numberOf, segment } from '../../service/control/control-route';
import { ControlError } from '../../service/controlled-rows';
import type { Depth } from '../access/access';
import { putOnPremisesUser } from '../access/on-premises-users';
import type { DataverseService } from '../dataverse-service';
import type { Table } from '../metadata/table';
import { applicationUser, applicationUserId, grantRoles } from '../sample/seed-organization';
import { Transaction } from '../storage/transaction';
import { isGuid } from '../writing/cell-value';
import { SampleWriter } from '../sample/sample-writer';
import { systemUserId } from '../sample/seed-organization';

/** Routes that only the Dataverse simulator has: undocumented behaviours, keys, schema changes, users and roles. */
export function controlRoutes(service: DataverseService): ControlRoute[] {
  return [
    { method: 'GET', path: '/switches', run: () => service.switches },
    { method: 'PATCH', path: '/switches', run: ({ body }) => (service.switches = { ...service.switches, ...body }) },
    {
      method: 'PUT',
      path: '/keys/{table}/{name}',
      run: (call) => putKey(service, segment(call, 'table'), { name: segment(call, 'name'), ...call.body }),
    },
    {
      method: 'DELETE',
      path: '/keys/{table}/{name}',
      run: (call) => dropKey(tableOf(service, segment(call, 'table')), segment(call, 'name')),
    },
    {
      method: 'PATCH',
      path: '/columns/{table}/{column}',
      run: (call) => changeColumn(service, segment(call, 'table'), { column: segment(call, 'column'), ...call.body }),
    },
    {
      method: 'DELETE',
      path: '/columns/{table}/{column}',
      run: (call) => dropColumn(service, segment(call, 'table'), segment(call, 'column')),
    },
    { method: 'PATCH', path: '/tables/{table}', run: (call) => switchTracking(tableOf(service, segment(call, 'table')), call.body) },
    { method: 'POST', path: '/delta-tokens/{table}/expire', run: (call) => expireTokens(service, segment(call, 'table')) },
    { method: 'GET', path: '/changes/{table}', run: (call) => changesSince(service, segment(call, 'table'), numberOf(call, 'since', 0)) },
    { method: 'PUT', path: '/users/{clientId}', run: (call) => putUser(service, segment(call, 'clientId'), call.body) },
    { method: 'PUT', path: '/on-premises-users/{name}', run: (call) => putUserOnPremises(service, segment(call, 'name'), call.body) },
    { method: 'PUT', path: '/organization', run: ({ body }) => moveOrganization(service, body) },
    { method: 'PUT', path: '/roles/{name}', run: (call) => putRole(service, segment(call, 'name'), call.body) },
  ];
}

function tableOf({ database }: DataverseService, name: string): Table {
  const table = database.schema.tables.get(name);
  if (table === undefined) throw new ControlError(`There is no table '${name}'.`);
  return table;
}

type KeyChange = { name: string; columns?: unknown; status?: unknown };

function putKey(service: DataverseService, tableName: string, { name, columns, status = 'Active' }: KeyChange): unknown {
  const table = tableOf(service, tableName);
  if (!Array.isArray(columns) || !columns.every((column) => table.columns.has(String(column))))
    throw new ControlError('A key needs "columns": logical names of columns of the table.');
  dropKey(table, name);
  table.keys.push({ name, columns: columns.map(String), status: status as 'Active' });
  schemaChanged(service, table);
  return { keys: table.keys };
}

function dropKey(table: Table, name: string): void {
  const at = table.keys.findIndex((key) => key.name === name);
  if (at >= 0) table.keys.splice(at, 1);
}

/** A change of the schema ends every delta token of the table. */
function schemaChanged({ database }: DataverseService, table: Table): void {
  database.store(table.logicalName).schemaVersion = database.core.rowVersions.next();
}

function changeColumn(
  service: DataverseService,
  tableName: string,
  { column: name, maxLength }: { column: string; maxLength?: unknown },
): unknown {
  const table = tableOf(service, tableName);
  const column = table.columns.get(name);
  if (column === undefined || typeof maxLength !== 'number') throw new ControlError('Name a column of the table and its "maxLength".');
  column.maxLength = maxLength;
  schemaChanged(service, table);
  return { column: name, maxLength };
}

/** Switches change tracking as a customizer does: `{"changeTracking":false}`. */
function switchTracking(table: Table, { changeTracking }: Record<string, unknown>): unknown {
  if (typeof changeTracking !== 'boolean') throw new ControlError('"changeTracking" must be true or false.');
  table.changeTracking = changeTracking;
  return { changeTracking };
}

function dropColumn(service: DataverseService, tableName: string, name: string): void {
  const table = tableOf(service, tableName);
  const column = table.columns.get(name);
  if (column === undefined) throw new ControlError(`'${tableName}' has no column '${name}'.`);
  table.columns.delete(name);
  table.properties.delete(column.property);
  for (const target of column.targets) table.lookups.delete(target.navigation);
  schemaChanged(service, table);
}

function expireTokens(service: DataverseService, tableName: string): void {
  schemaChanged(service, tableOf(service, tableName));
}

function changesSince({ database }: DataverseService, tableName: string, since: number): unknown {
  const changes = [...database.store(tableName).changes.changedAfter(since)];
  return { changes: changes.map(({ id, version, deleted }) => ({ key: id, version, deleted })) };
}

/** Makes or changes an application user: `{"name","roles":[…],"isdisabled"}`. */
function putUser(service: DataverseService, clientId: string, body: Record<string, unknown>): unknown {
  const { database } = service;
  const registration = { clientId, name: String(body.name ?? 'Application'), secrets: [] };
  const id = applicationUserId(registration);
  if (database.row('systemuser', id) === undefined) {
    const writer = new SampleWriter(database, systemUserId);
    writer.insert('systemuser', id, applicationUser(registration));
    writer.commit();
  }
  if (typeof body.isdisabled === 'boolean')
    service.rows.edit({ table: 'systemuser', key: id, values: { isdisabled: body.isdisabled } }, { writer: 'administrator' });
  if (Array.isArray(body.roles)) replaceRoles(service, id, body.roles.map(String));
  return { systemuserid: id };
}

/** Makes or changes a user on-premises: `{"password","roles":[…]}`. */
function putUserOnPremises(service: DataverseService, name: string, { password, roles = [] }: Record<string, unknown>): unknown {
  if (typeof password !== 'string' || !Array.isArray(roles))
    throw new ControlError('A user needs a "password", and "roles" as a list of names.');
  const id = putOnPremisesUser(service.database, { name, password });
  replaceRoles(service, id, roles.map(String));
  return { systemuserid: id };
}

function replaceRoles({ database }: DataverseService, userId: string, roles: readonly string[]): void {
  const links = database.association('systemuserroles_association');
  for (const role of links.rights(userId)) database.unlink(links, userId, role);
  try {
    grantRoles(database, userId, roles);
  } catch (error) {
    throw new ControlError(error instanceof Error ? error.message : String(error));
  }
}

/** The same rows under another organisation id, as after a copy to a sandbox. */
function moveOrganization(service: DataverseService, { organizationId }: Record<string, unknown>): unknown {
  if (!isGuid(organizationId)) throw new ControlError('"organizationId" must be a GUID.');
  const store = service.database.store('organization');
  const [row] = store.rows.values();
  const transaction = new Transaction(service.database, { writer: 'administrator', recordHistory: false });
  if (row !== undefined) transaction.remove(store, row);
  transaction.insert(store, organizationId.toLowerCase(), row?.cells ?? [], []);
  transaction.commit();
  return { organizationId };
}

/** Sets the privileges of a role: `{"privileges":{"prvReadAccount":"Global"}}`. */
function putRole({ database }: DataverseService, name: string, body: Record<string, unknown>): void {
  const column = database.schema.table('role').columns.get('name');
  const [role] = column === undefined ? [] : database.store('role').find(column, name);
  if (role === undefined || typeof body.privileges !== 'object' || body.privileges === null)
    throw new ControlError('Name an existing role and its "privileges".');
  database.setRolePrivileges(role.id, new Map(Object.entries(body.privileges as Record<string, Depth>)));
}
