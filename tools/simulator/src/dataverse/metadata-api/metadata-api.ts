import type { ServiceAnswer } from '../../service/exchange';
import type { PathSegment } from '../addressing/path-segments';
import { answerOf } from '../answers';
import { DataverseError, refusals } from '../dataverse-error';
import type { Column } from '../metadata/column';
import type { Table } from '../metadata/table';
import { methodNotAllowed, optionsOf, type Operation } from '../operations/operation';
import { choiceMetadata, columnsOfGlobalChoice } from './choice-metadata';
import { metadataId } from './metadata-id';
import { project, type Expandable } from './projection';
import { columnMetadata, keyMetadata, relationshipMetadata, tableMetadata, type MetadataObject } from './table-metadata';

/** `EntityDefinitions` and `GlobalOptionSetDefinitions`, read only; undefined when the path is something else. */
export function metadataApi(operation: Operation, segments: readonly PathSegment[]): ServiceAnswer | undefined {
  const [first, ...rest] = segments;
  if (first?.name !== 'EntityDefinitions' && first?.name !== 'GlobalOptionSetDefinitions') return undefined;
  if (operation.method !== 'GET') throw methodNotAllowed(operation);
  if (first.name === 'GlobalOptionSetDefinitions') return globalChoice(operation, first);
  if (first.key === undefined)
    return list(operation, allTables(operation).map(tableMetadata), 'EntityDefinitions', tableExpansions(operation));
  const table = tableOfKey(operation, first.key);
  return rest.length === 0
    ? single(operation, tableMetadata(table), 'EntityDefinitions', tableExpansions(operation))
    : partOfTable(operation, table, rest);
}

function allTables({ context }: Operation): Table[] {
  return [...context.database.schema.tables.values()];
}

function tableOfKey(operation: Operation, key: string): Table {
  const name = /^LogicalName='(.*)'$/.exec(key)?.[1];
  const table = allTables(operation).find(
    ({ logicalName }) => logicalName === name || metadataId(`table/${logicalName}`) === key.toLowerCase(),
  );
  if (table === undefined) throw new DataverseError(404, '0x80060888', `Could not find an entity with name ${name ?? key}.`);
  return table;
}

function tableExpansions(operation: Operation): Expandable {
  const tableOf = (object: MetadataObject) => operation.context.database.schema.table(object.LogicalName as string);
  return {
    Attributes: (object) => [...tableOf(object).columns.values()].map((column) => columnMetadata(tableOf(object), column)),
    Keys: (object) => tableOf(object).keys.map((key) => keyMetadata(tableOf(object), key)),
    ManyToOneRelationships: (object) => relationshipMetadata(tableOf(object)),
  };
}

function partOfTable(operation: Operation, table: Table, [part, cast]: readonly PathSegment[]): ServiceAnswer {
  if (part?.name === 'Attributes')
    return part.key === undefined ? columnList(operation, table, cast) : oneColumn(operation, table, part.key, cast);
  if (part?.name === 'Keys')
    return list(
      operation,
      table.keys.map((key) => keyMetadata(table, key)),
      'Keys',
    );
  if (part?.name === 'ManyToOneRelationships') return list(operation, relationshipMetadata(table), 'ManyToOneRelationships');
  throw refusals.noSegment(part?.name ?? '');
}

function columnList(operation: Operation, table: Table, cast: PathSegment | undefined): ServiceAnswer {
  const objects = [...table.columns.values()].map((column) => columnMetadata(table, column));
  const wanted = cast === undefined ? objects : objects.filter((object) => object['@odata.type'] === `#${cast.name}`);
  return list(operation, cast === undefined ? wanted.map(generalPart) : wanted, 'Attributes', columnExpansions(table));
}

/** Without a cast only what every kind of column has can be selected. */
function generalPart(object: MetadataObject): MetadataObject {
  const { MaxLength: _length, Targets: _targets, Precision: _precision, PrecisionSource: _source, Format: _format, ...general } = object;
  return general;
}

function oneColumn(operation: Operation, table: Table, key: string, cast: PathSegment | undefined): ServiceAnswer {
  const column = table.columns.get(/^LogicalName='(.*)'$/.exec(key)?.[1] ?? '');
  if (column === undefined)
    throw new DataverseError(404, '0x80060888', `Could not find an attribute with key ${key} on entity ${table.logicalName}.`);
  const object = columnMetadata(table, column);
  if (cast !== undefined && object['@odata.type'] !== `#${cast.name}`) throw refusals.noSegment(cast.name);
  return single(operation, cast === undefined ? generalPart(object) : object, 'Attributes', columnExpansions(table));
}

function columnExpansions(table: Table): Expandable {
  const columnOf = (object: MetadataObject) => table.columns.get(object.LogicalName as string) as Column;
  const choice = (column: Column) =>
    column.kind === 'choice' || column.kind === 'state' || column.kind === 'status' ? choiceMetadata(column) : null;
  return {
    OptionSet: (object) => choice(columnOf(object)),
    GlobalOptionSet: (object) => (columnOf(object).globalChoice === undefined ? null : choice(columnOf(object))),
  };
}

function globalChoice(operation: Operation, segment: PathSegment): ServiceAnswer {
  const { schema } = operation.context.database;
  const name = /^Name='(.*)'$/.exec(segment.key ?? '')?.[1];
  const [column] = columnsOfGlobalChoice(schema, name ?? '');
  if (column === undefined)
    throw new DataverseError(404, '0x80060888', `Could not find an option set with name ${name ?? segment.key ?? ''}.`);
  return single(
    operation,
    { '@odata.type': '#Microsoft.Dynamics.CRM.OptionSetMetadata', ...choiceMetadata(column) },
    'GlobalOptionSetDefinitions',
  );
}

function list(operation: Operation, objects: readonly MetadataObject[], type: string, expandable?: Expandable): ServiceAnswer {
  const value = project(objects, readable(operation), type, expandable);
  return answerOf(operation.context, JSON.stringify({ '@odata.context': `${operation.context.api}/$metadata#${type}`, value }), {
    rowsRead: value.length,
  });
}

function single(operation: Operation, object: MetadataObject, type: string, expandable?: Expandable): ServiceAnswer {
  const [value] = project([object], readable(operation), type, expandable);
  return answerOf(operation.context, JSON.stringify({ '@odata.context': `${operation.context.api}/$metadata#${type}/$entity`, ...value }), {
    rowsRead: 1,
  });
}

/** Metadata knows `$select`, `$filter` and `$expand` only. */
function readable(operation: Operation) {
  const options = optionsOf(operation);
  for (const option of ['orderby', 'top', 'count', 'apply', 'skiptoken', 'deltatoken'] as const) {
    if (options[option] !== undefined) throw refusals.shape(`The query parameter $${option} is not supported on metadata.`);
  }
  return options;
}
