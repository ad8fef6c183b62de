import { addedColumns, columnOf } from './added-columns';
import { catalogueColumns } from './catalogue-columns';
import { createColumn, type Column } from './column';
import { associations, collections } from './lookup-targets';
import type { CollectionNavigation, SingleNavigation, Table } from './table';
import { tableDeclarations, type TableDeclaration } from './table-declarations';

/** The metadata of the organisation: every table by logical name and by set name. */
export class Schema {
  readonly tables = new Map<string, Table>();
  private readonly sets = new Map<string, Table>();

  /** `solution`: with what Tandem's solution brings. */
  constructor({ solution }: { solution: boolean }) {
    for (const declaration of tableDeclarations) this.add(buildTable(declaration));
    if (!solution) for (const table of [...this.tables.values()]) this.leaveOut(table, 'tandem_');
  }

  /** A table that comes with a solution, and the collections that lead to it. */
  addTable(table: Table): void {
    this.add(table);
    for (const { table: owner, name, of, lookup } of collections)
      if (of === table.logicalName) this.tables.get(owner)?.collections.set(name, { name, table: of, lookup });
  }

  /** The table of an entity set; names are case-sensitive. */
  bySet(setName: string): Table | undefined {
    return this.sets.get(setName);
  }

  /** The table of this logical name, which must exist. */
  table(logicalName: string): Table {
    const table = this.tables.get(logicalName);
    if (table === undefined) throw new Error(`The schema has no table '${logicalName}'.`);
    return table;
  }

  private leaveOut(table: Table, prefix: string): void {
    if (table.logicalName.startsWith(prefix)) {
      this.tables.delete(table.logicalName);
      this.sets.delete(table.setName);
    }
    for (const { logicalName, property } of [...table.columns.values()].filter((column) => column.logicalName.startsWith(prefix))) {
      table.columns.delete(logicalName);
      table.properties.delete(property);
    }
    for (const { name, table: target } of [...table.collections.values()]) if (target.startsWith(prefix)) table.collections.delete(name);
  }

  private add(table: Table): void {
    this.tables.set(table.logicalName, table);
    this.sets.set(table.setName, table);
  }
}

/** A table as its declaration describes it, without keys. */
export function buildTable(declaration: TableDeclaration): Table {
  const { logicalName, setName, typeCode, primaryName, ownership, business } = declaration;
  const columns = columnsOf(declaration);
  return {
    logicalName,
    setName,
    typeCode,
    primaryId: `${logicalName}id`,
    primaryName,
    ownership,
    changeTracking: business,
    optimisticConcurrency: business,
    columns,
    properties: new Map([...columns.values()].map((column) => [column.property, column])),
    lookups: lookupsOf(columns),
    collections: collectionsOf(logicalName),
    keys: [],
  };
}

function columnsOf({ logicalName, ownership, columns: declared = {} }: TableDeclaration): Map<string, Column> {
  const columns = new Map<string, Column>();
  const add = (column: Column) => {
    if (!columns.has(column.logicalName)) columns.set(column.logicalName, column);
  };
  add(createColumn(logicalName, `${logicalName}id`, { kind: 'key', required: 'SystemRequired', writable: 'create' }));
  if (logicalName === 'systemuser' || logicalName === 'team') add(createColumn(logicalName, 'ownerid', { kind: 'key', writable: 'never' }));
  for (const [name, declaration] of Object.entries(declared)) add(columnOf(logicalName, name, declaration));
  catalogueColumns(logicalName).forEach(add);
  addedColumns(logicalName, ownership).forEach(add);
  addMoneyTwins(logicalName, columns);
  add(createColumn(logicalName, 'versionnumber', { kind: 'version' }));
  return columns;
}

/** Each money column has its value in the base currency beside it. */
function addMoneyTwins(table: string, columns: Map<string, Column>): void {
  for (const column of [...columns.values()]) {
    const twin = `${column.logicalName}_base`;
    if (column.kind === 'money' && !columns.has(twin)) columns.set(twin, createColumn(table, twin, { kind: 'moneyBase' }));
  }
}

function lookupsOf(columns: Map<string, Column>): Map<string, SingleNavigation> {
  const lookups = new Map<string, SingleNavigation>();
  for (const column of columns.values()) {
    for (const name of new Set(column.targets.map((target) => target.navigation))) {
      const targets = column.targets.filter((target) => target.navigation === name).map((target) => target.table);
      lookups.set(name, { name, column, targets });
    }
  }
  return lookups;
}

function collectionsOf(logicalName: string): Map<string, CollectionNavigation> {
  const navigations = new Map<string, CollectionNavigation>();
  for (const { table, name, of, lookup } of collections) if (table === logicalName) navigations.set(name, { name, table: of, lookup });
  for (const association of associations) {
    const { name, left, right } = association;
    if (left === logicalName) navigations.set(name, { name, table: right, association });
    if (right === logicalName) navigations.set(name, { name, table: left, association });
  }
  return navigations;
}
