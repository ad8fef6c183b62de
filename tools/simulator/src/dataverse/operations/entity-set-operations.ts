import type { ServiceAnswer } from '../../service/exchange';
import { answerOf, silentAnswer } from '../answers';
import type { Table } from '../metadata/table';
import { countChanges } from '../reading/change-tracking';
import { countRows, readCollection, type CollectionRequest } from '../reading/collection-read';
import { contextSelection, EntityWriter } from '../reading/entity-writer';
import type { RowSource } from '../reading/page-reader';
import type { QueryOptions } from '../reading/query-options';
import type { RequestContext } from '../request-context';
import type { Row } from '../storage/row';
import { jsonBody, methodNotAllowed, optionsOf, transact, type Operation } from './operation';

/** `GET` and `POST` of an entity set. */
export function entitySet(operation: Operation, table: Table): ServiceAnswer {
  if (operation.method === 'GET') return readCollection(operation.context, collectionRequest(operation, { table }, table.setName));
  if (operation.method === 'POST') return createRow(operation, table);
  throw methodNotAllowed(operation);
}

export function collectionRequest(operation: Operation, source: RowSource, path: string): CollectionRequest {
  return { source, path, query: operation.query, options: optionsOf(operation) };
}

/** `GET {set}/$count` */
export function entitySetCount(operation: Operation, source: RowSource, path: string): ServiceAnswer {
  if (operation.method !== 'GET') throw methodNotAllowed(operation);
  const request = collectionRequest(operation, source, path);
  return countRows(operation.context, request, () => countChanges(operation.context, request));
}

function createRow(operation: Operation, table: Table): ServiceAnswer {
  const { context } = operation;
  const options = optionsOf(operation);
  return transact(operation, (writes) => {
    const row = writes.createFrom(table, jsonBody(operation, table.setName));
    if (context.preferences.representation) return representation(context, { table, row, options, status: 201 });
    return silentAnswer(context, { headers: { 'OData-EntityId': `${context.api}/${table.setName}(${row.id})` } });
  });
}

export interface Representation {
  readonly table: Table;
  readonly row: Row;
  readonly options: Pick<QueryOptions, 'select' | 'expand'>;
  readonly status: number;
  readonly headers?: Record<string, string>;
}

/** One entity as the body. */
export function representation(context: RequestContext, { table, row, options, status, headers }: Representation): ServiceAnswer {
  const writer = new EntityWriter(context, table, options);
  const url = `${context.api}/$metadata#${table.setName}${contextSelection(options.select, options.expand)}/$entity`.replaceAll('"', '\\"');
  return answerOf(context, `{"@odata.context":"${url}",${writer.members(row)}}`, { status, headers, rowsRead: 1 });
}
