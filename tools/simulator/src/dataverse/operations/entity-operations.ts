import type { ServiceAnswer } from '../../service/exchange';
import { resolveKey, type ResolvedKey } from '../addressing/entity-key';
import type { PathSegment } from '../addressing/path-segments';
import { silentAnswer } from '../answers';
import { DataverseError, refusals } from '../dataverse-error';
import type { Table } from '../metadata/table';
import type { RequestContext } from '../request-context';
import type { Row } from '../storage/row';
import type { RowWrites } from '../writing/row-writes';
import { representation } from './entity-set-operations';
import { jsonBody, methodNotAllowed, optionsOf, transact, type Operation } from './operation';
import { checkIfMatch, checkIfNoneMatch, etag, unchanged } from './preconditions';

/** `GET`, `PATCH` (upsert) and `DELETE` of one row. */
export function entity(operation: Operation, table: Table, segment: PathSegment): ServiceAnswer {
  const key = resolveKey(operation.context.database, table, segment.key ?? '');
  switch (operation.method) {
    case 'GET':
      return readRow(operation, table, key);
    case 'PATCH':
      return patchRow(operation, table, key, segment);
    case 'DELETE':
      return deleteRow(operation, table, key);
    default:
      throw methodNotAllowed(operation);
  }
}

/** The row of a key, which must exist and be visible to the caller. */
export function existingRow({ caller }: RequestContext, table: Table, key: ResolvedKey): Row {
  if (key.row === undefined) throw missingRow(table, key);
  if (caller.access.visible(table)?.(key.row) === false)
    throw new DataverseError(403, '0x80048405', `Access is denied to ${table.logicalName} ${key.row.id}.`);
  return key.row;
}

export function missingRow(table: Table, key: ResolvedKey): DataverseError {
  return key.id === undefined ? refusals.noRowByKey(table.logicalName) : refusals.noRow(table.logicalName, key.id);
}

function readRow(operation: Operation, table: Table, key: ResolvedKey): ServiceAnswer {
  const { context } = operation;
  context.caller.access.require('Read', table);
  const row = existingRow(context, table, key);
  const options = optionsOf(operation);
  if (unchanged(context, table, row, options.expand !== undefined))
    return silentAnswer(context, { status: 304, headers: { ETag: etag(row) } });
  return representation(context, { table, row, options, status: 200, headers: { ETag: etag(row) } });
}

function patchRow(operation: Operation, table: Table, key: ResolvedKey, segment: PathSegment): ServiceAnswer {
  const { context } = operation;
  checkIfNoneMatch(context, key.row);
  checkIfMatch(context, table, key.row, () => missingRow(table, key));
  const body = jsonBody(operation, table.setName);
  return transact(operation, (writes) => {
    const row = upsert(writes, table, key, body);
    return patched(operation, {
      table,
      row,
      created: key.row === undefined,
      address: key.id === undefined ? segment.raw : `${table.setName}(${row.id})`,
    });
  });
}

function upsert(writes: RowWrites, table: Table, key: ResolvedKey, body: Record<string, unknown>): Row {
  if (key.row === undefined) return writes.createFrom(table, body, { id: key.id, columns: key.alternate });
  writes.updateFrom(table, key.row, body, key.alternate);
  return key.row;
}

interface Patched {
  readonly table: Table;
  readonly row: Row;
  readonly created: boolean;
  /** The id, or the alternate key as the request wrote it. */
  readonly address: string;
}

function patched(operation: Operation, { table, row, created, address }: Patched): ServiceAnswer {
  const { context } = operation;
  const headers = { 'OData-EntityId': `${context.api}/${address}` };
  if (!context.preferences.representation) return silentAnswer(context, { headers });
  const { select } = optionsOf(operation);
  return representation(context, {
    table,
    row,
    options: { select },
    status: created ? 201 : 200,
    headers: { ...headers, ETag: etag(row) },
  });
}

function deleteRow(operation: Operation, table: Table, key: ResolvedKey): ServiceAnswer {
  const row = existingRow(operation.context, table, key);
  checkIfMatch(operation.context, table, row, () => missingRow(table, key));
  return transact(operation, (writes) => {
    writes.removeRow(table, row);
    return silentAnswer(operation.context);
  });
}
