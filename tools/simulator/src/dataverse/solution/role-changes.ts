import { depths, type Depth } from '../access/access';
import type { Schema } from '../metadata/schema';
import { invalidSolution, type SolutionFile } from './solution-file';
import type { TableChange } from './table-changes';
import type { XmlElement } from './xml-document';

/** A role that a solution brings. */
export interface RoleChange {
  readonly id: string;
  readonly name: string;
  readonly privileges: Map<string, Depth>;
}

/** Privileges that belong to no table. */
const general = new Set(['prvWriteAttribute', 'prvCreateOptionSet', 'prvPublishCustomization', 'prvImportCustomization']);

const onTable = /^prv(Read|Create|Write|Delete|AppendTo|Append|Assign|Share)(\w+)$/;

/** The roles of the package; a privilege on a table that neither exists nor comes with it is refused. */
export function roleChanges(schema: Schema, { customizations }: SolutionFile, tables: readonly TableChange[]): RoleChange[] {
  const known = new Set([...schema.tables.keys(), ...tables.map(({ table }) => table.logicalName)]);
  return (customizations.at('Roles')?.all('Role') ?? []).map((role) => ({
    id: (role.attributes.get('id') ?? '').replace(/[{}]/g, '').toLowerCase(),
    name: role.attributes.get('name') ?? '',
    privileges: new Map((role.at('RolePrivileges')?.all('RolePrivilege') ?? []).map((item) => privilegeOf(item, known))),
  }));
}

/** The simulator writes privileges with the logical name of their table, the platform with its schema name. */
function privilegeOf({ attributes }: XmlElement, tables: ReadonlySet<string>): [string, Depth] {
  const name = attributes.get('name') ?? '';
  const depth = depths.find((candidate) => candidate === attributes.get('level'));
  const [, verb = '', schemaName = ''] = onTable.exec(name) ?? [];
  const table = schemaName.toLowerCase();
  if (depth === undefined || (!general.has(name) && !tables.has(table))) throw invalidSolution(`the privilege '${name}' does not exist.`);
  return [general.has(name) ? name : `prv${verb}${table[0]?.toUpperCase() ?? ''}${table.slice(1)}`, depth];
}
