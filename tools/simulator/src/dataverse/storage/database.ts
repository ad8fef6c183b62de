import type { ServiceCore } from '../../service/service-core';
import { Access } from '../access/access';
import { united, type RolePrivileges } from '../access/role-privileges';
import { associations } from '../metadata/lookup-targets';
import { Schema } from '../metadata/schema';
import type { CollectionNavigation, Table } from '../metadata/table';
import { SolutionImports } from '../solution/solution-imports';
import { AssociationStore } from './association-store';
import { lookupTable, type Row } from './row';
import { TableStore } from './table-store';

/** All rows of the organisation. */
export class Database {
  readonly schema: Schema;
  readonly imports = new SolutionImports();
  /** Of users on-premises, by their names. */
  readonly passwords = new Map<string, string>();
  /** Grows with every change of links. */
  linkVersion = 0;
  private accessVersion = -1;
  private readonly accesses = new Map<string, Access>();
  private readonly rolePrivileges = new Map<string, RolePrivileges>();
  private readonly stores = new Map<string, TableStore>();
  private readonly links = new Map<string, AssociationStore>();

  /** `solution`: whether Tandem's solution is there from the start. */
  constructor(
    readonly core: ServiceCore,
    { solution }: { solution: boolean },
  ) {
    this.schema = new Schema({ solution });
    for (const table of this.schema.tables.values()) this.stores.set(table.logicalName, new TableStore(table));
    for (const { name } of associations) this.links.set(name, new AssociationStore());
  }

  addTable(table: Table): void {
    this.schema.addTable(table);
    this.stores.set(table.logicalName, new TableStore(table));
  }

  store(logicalName: string): TableStore {
    const store = this.stores.get(logicalName);
    if (store === undefined) throw new Error(`There is no table '${logicalName}'.`);
    return store;
  }

  /** Whether rows of this table exist here at all (lookups may name tables that are not simulated). */
  has(logicalName: string): boolean {
    return this.stores.has(logicalName);
  }

  association(name: string): AssociationStore {
    const store = this.links.get(name);
    if (store === undefined) throw new Error(`There is no association '${name}'.`);
    return store;
  }

  /** Links rows; rights may hang on it. */
  link(links: AssociationStore, left: string, right: string): void {
    links.link(left, right);
    this.linkVersion += 1;
  }

  unlink(links: AssociationStore, left: string, right: string): void {
    links.unlink(left, right);
    this.linkVersion += 1;
  }

  /** What a user may do by the roles of the user and of the user's teams; kept until links or roles change. */
  accessOf(userId: string): Access {
    if (this.accessVersion !== this.linkVersion) this.accesses.clear();
    this.accessVersion = this.linkVersion;
    let access = this.accesses.get(userId);
    if (access === undefined)
      this.accesses.set(
        userId,
        (access = new Access(userId, united(this.rolesOf(userId).map((id) => this.rolePrivileges.get(id) ?? new Map())))),
      );
    return access;
  }

  /** Ids of the roles of a user, also through teams. */
  rolesOf(userId: string): string[] {
    const teams = this.association('teammembership_association').lefts(userId);
    const byTeam = teams.flatMap((team) => this.association('teamroles_association').rights(team));
    return [...this.association('systemuserroles_association').rights(userId), ...byTeam];
  }

  setRolePrivileges(roleId: string, privileges: RolePrivileges): void {
    this.rolePrivileges.set(roleId, privileges);
    this.linkVersion += 1;
  }

  copyRolePrivileges(from: string, to: string): void {
    this.setRolePrivileges(to, this.rolePrivileges.get(from) ?? new Map());
  }

  row(table: string, id: string): Row | undefined {
    return this.stores.get(table)?.rows.get(id);
  }

  /** The rows of a collection navigation, in the order of their ids. */
  related(owner: Table, row: Row, navigation: CollectionNavigation): Row[] {
    const store = this.store(navigation.table);
    if (navigation.association !== undefined) return this.linked(owner, row, navigation);
    const column = store.table.columns.get(navigation.lookup as string);
    if (column === undefined) throw new Error(`'${navigation.table}' has no lookup '${navigation.lookup}'.`);
    const rows = store.find(column, row.id).filter((child) => lookupTable(child, column) === owner.logicalName);
    return sortedById(rows);
  }

  private linked(owner: Table, row: Row, { table, association }: CollectionNavigation): Row[] {
    if (association === undefined) return [];
    const links = this.association(association.name);
    const ids = association.left === owner.logicalName ? links.rights(row.id) : links.lefts(row.id);
    return sortedById(ids.flatMap((id) => this.row(table, id) ?? []));
  }
}

export function sortedById(rows: Row[]): Row[] {
  return rows.sort((left, right) => (left.id < right.id ? -1 : 1));
}
