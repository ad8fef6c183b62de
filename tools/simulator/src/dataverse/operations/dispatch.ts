import type { ServiceAnswer } from '../../service/exchange';
import { resolveKey } from '../addressing/entity-key';
import { pathSegments, type PathSegment } from '../addressing/path-segments';
import { answerOf } from '../answers';
import { refusals } from '../dataverse-error';
import { metadataApi } from '../metadata-api/metadata-api';
import { serviceDocument } from '../metadata-api/service-document';
import { metadataDocument } from '../metadata-api/metadata-document';
import type { Table } from '../metadata/table';
import { readCollection } from '../reading/collection-read';
import { cellOf, lookupTable, type Row } from '../storage/row';
import { boundAction, unboundAction } from './actions';
import { bulkOperation, isBulkName } from './bulk-operations';
import { entity, existingRow } from './entity-operations';
import { collectionRequest, entitySet, entitySetCount, representation } from './entity-set-operations';
import { boundFunction, unboundFunction } from './functions';
import { optionsOf, type Operation } from './operation';
import { property } from './property-operations';
import { collectionReference, lookupReference } from './reference-operations';

/** Finds what a path means and carries it out. Names are case-sensitive. */

const platformPrefix = 'Microsoft.Dynamics.CRM.';

export function dispatch(operation: Operation): ServiceAnswer {
  const segments = pathSegments(operation.path);
  const [first, ...rest] = segments;
  if (first === undefined) return serviceDocument(operation);
  if (first.name === '$metadata') return metadataDocument(operation);
  const metadata = metadataApi(operation, segments);
  if (metadata !== undefined) return metadata;
  const table = operation.context.database.schema.bySet(first.name);
  if (table !== undefined) return first.key === undefined ? onSet(operation, table, rest) : onEntity(operation, table, first, rest);
  const answer = unboundFunction(operation, first) ?? unboundAction(operation, first);
  if (answer === undefined) throw refusals.noSegment(first.name);
  return answer;
}

function onSet(operation: Operation, table: Table, rest: readonly PathSegment[]): ServiceAnswer {
  const [next, ...further] = rest;
  if (next === undefined) return entitySet(operation, table);
  if (further.length > 0) throw refusals.noSegment(further[0]?.name ?? '');
  if (next.name === '$count') return entitySetCount(operation, { table }, table.setName);
  const bound = next.name.startsWith(platformPrefix) ? next.name.slice(platformPrefix.length) : '';
  if (isBulkName(bound)) return bulkOperation(operation, table, bound);
  if (bound === 'DeleteMultiple') throw refusals.argument('DeleteMultiple has not yet been implemented.');
  throw refusals.noSegment(next.name);
}

function onEntity(operation: Operation, table: Table, segment: PathSegment, rest: readonly PathSegment[]): ServiceAnswer {
  const [next, last, ...further] = rest;
  if (next === undefined) return entity(operation, table, segment);
  if (further.length > 0) throw refusals.noSegment(further[0]?.name ?? '');
  const row = existingRow(operation.context, table, resolveKey(operation.context.database, table, segment.key ?? ''));
  const column = table.properties.get(next.name);
  if (column !== undefined) return property(operation, { table, row, column, raw: last?.name === '$value' });
  if (table.lookups.has(next.name)) return onLookup(operation, table, row, { next, last });
  if (table.collections.has(next.name)) return onCollection(operation, table, row, { segment, next, last });
  const answer = boundFunction(operation, table, row, next) ?? boundAction(operation, table, row, next);
  if (answer === undefined) throw refusals.noSegment(next.name);
  return answer;
}

interface Tail {
  readonly next: PathSegment;
  readonly last: PathSegment | undefined;
}

function onLookup(operation: Operation, table: Table, row: Row, { next, last }: Tail): ServiceAnswer {
  const navigation = table.lookups.get(next.name);
  if (navigation === undefined || (last !== undefined && last.name !== '$ref')) throw refusals.noSegment(last?.name ?? next.name);
  if (last !== undefined) return lookupReference(operation, { table, row }, navigation);
  const { context } = operation;
  const id = cellOf(row, navigation.column);
  const target = lookupTable(row, navigation.column);
  const related = typeof id === 'string' ? context.database.row(target, id) : undefined;
  if (related === undefined) return { ...answerOf(context, ''), status: 204 };
  const targetTable = context.database.schema.table(target);
  context.caller.access.require('Read', targetTable);
  return representation(context, { table: targetTable, row: related, options: optionsOf(operation), status: 200 });
}

function onCollection(
  operation: Operation,
  table: Table,
  row: Row,
  { segment, next, last }: Tail & { segment: PathSegment },
): ServiceAnswer {
  const navigation = table.collections.get(next.name);
  if (navigation === undefined) throw refusals.noSegment(next.name);
  if (last?.name === '$ref') return collectionReference(operation, { table, row }, navigation, next.key?.toLowerCase());
  const { database } = operation.context;
  const source = { table: database.schema.table(navigation.table), among: database.related(table, row, navigation) };
  if (last?.name === '$count') return entitySetCount(operation, source, `${segment.raw}/${next.raw}`);
  if (last !== undefined || operation.method !== 'GET') throw refusals.noSegment(last?.name ?? next.name);
  return readCollection(operation.context, collectionRequest(operation, source, `${segment.raw}/${next.raw}`));
}
