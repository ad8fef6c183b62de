import { columnOf } from '../metadata/added-columns';
import type { Column, ColumnDeclaration, ColumnKind } from '../metadata/column';
import type { Schema } from '../metadata/schema';
import { buildTable } from '../metadata/schema';
import type { AlternateKey, Table } from '../metadata/table';
import type { TableDeclaration } from '../metadata/table-declarations';
import { invalidSolution, type SolutionFile } from './solution-file';
import type { XmlElement } from './xml-document';

/** What a solution brings to one table: columns that it lacks, keys, or the whole table. */
export interface TableChange {
  readonly table: Table;
  readonly isNew: boolean;
  readonly columns: readonly Column[];
  readonly keys: readonly AlternateKey[];
}

/** The changes that the package describes, checked against the tables as they are. */
export function tableChanges(schema: Schema, { customizations, publisher }: SolutionFile): TableChange[] {
  const entities = customizations.at('Entities')?.all('Entity') ?? [];
  return entities.map((entity) => {
    const definition = entity.at('EntityInfo', 'entity') ?? entity;
    const name = (definition.attributes.get('Name') ?? '').toLowerCase();
    const existing = schema.tables.get(name);
    const added = addedColumns(definition, existing);
    const foreign = [...(existing === undefined ? [name] : []), ...added.keys()].find((item) => !item.startsWith(`${publisher.prefix}_`));
    if (foreign !== undefined) throw invalidSolution(`'${foreign}' neither exists nor bears the publisher's prefix.`);
    const table = existing ?? newTable(schema, definition, { logicalName: name, columns: Object.fromEntries(added) });
    const columns = existing === undefined ? [] : [...added].map(([column, declaration]) => columnOf(name, column, declaration));
    return { table, isNew: existing === undefined, columns, keys: keysOf(definition, new Set([...table.columns.keys(), ...added.keys()])) };
  });
}

const attributesOf = (definition: XmlElement): XmlElement[] => definition.at('attributes')?.all('attribute') ?? [];

/** The columns that the table lacks; every table has its own id. */
function addedColumns(definition: XmlElement, existing: Table | undefined): Map<string, ColumnDeclaration> {
  const items = attributesOf(definition).filter((item) => item.textAt('Type') !== 'primarykey');
  const declared = items.map((item): [string, ColumnDeclaration] => [item.textAt('LogicalName'), declarationOf(item)]);
  return new Map(declared.filter(([name]) => existing?.columns.has(name) !== true));
}

const firstCustomType = 10_000;

/** What the platform adds to a table with amounts of money. */
const currencyColumns: Readonly<Record<string, ColumnDeclaration>> = {
  transactioncurrencyid: { kind: 'lookup' },
  exchangerate: { kind: 'decimal', writable: 'never' },
};

function newTable(
  schema: Schema,
  definition: XmlElement,
  { logicalName, columns }: Pick<TableDeclaration, 'logicalName' | 'columns'>,
): Table {
  const primary = attributesOf(definition).find((item) => item.textAt('DisplayMask').startsWith('PrimaryName'));
  const hasMoney = Object.values(columns ?? {}).some(({ kind }) => kind === 'money');
  return buildTable({
    logicalName,
    setName: definition.textAt('EntitySetName') || `${logicalName}s`,
    typeCode: Math.max(firstCustomType, ...[...schema.tables.values()].map(({ typeCode }) => typeCode)) + 1,
    primaryName: primary?.textAt('LogicalName'),
    ownership: definition.textAt('OwnershipTypeMask') === 'OrgOwned' ? 'organization' : 'user',
    business: definition.textAt('ChangeTrackingEnabled') === '1',
    columns: { ...columns, ...(hasMoney ? currencyColumns : {}) },
  });
}

const kinds: Readonly<Record<string, ColumnKind>> = {
  nvarchar: 'text',
  ntext: 'memo',
  int: 'integer',
  decimal: 'decimal',
  money: 'money',
  bit: 'boolean',
  datetime: 'dateTime',
  lookup: 'lookup',
};

function declarationOf(item: XmlElement): ColumnDeclaration {
  const [type, schemaName] = [item.textAt('Type'), item.attributes.get('PhysicalName') ?? ''];
  const kind = type === 'datetime' && item.textAt('Format') === 'date' ? 'date' : kinds[type];
  if (kind === undefined || item.textAt('LogicalName') !== schemaName.toLowerCase())
    throw invalidSolution(`the column '${schemaName}' has no type or no name.`);
  if (kind === 'text') return { kind, maxLength: Number(item.textAt('MaxLength')) };
  if (kind !== 'lookup') return { kind };
  const targets = item.at('LookupTypes')?.all('LookupType') ?? [];
  return { kind, targets: targets.map(({ text }) => ({ table: text.trim(), navigation: schemaName })) };
}

function keysOf(definition: XmlElement, known: ReadonlySet<string>): AlternateKey[] {
  return (definition.at('EntityKeys')?.all('EntityKey') ?? []).map((key) => {
    const columns = (key.at('EntityKeyAttributes')?.all('AttributeName') ?? []).map(({ text }) => text.trim());
    const missing = columns.find((column) => !known.has(column));
    const name = key.textAt('LogicalName');
    if (columns.length === 0 || missing !== undefined)
      throw invalidSolution(`the key '${name}' names the column '${missing ?? ''}', which does not exist.`);
    return { name, columns, status: 'Active' };
  });
}
