import type { ServiceAnswer } from '../../service/exchange';
import { answerOf, silentAnswer } from '../answers';
import { DataverseError, refusals } from '../dataverse-error';
import type { Column } from '../metadata/column';
import type { Table } from '../metadata/table';
import { jsonValue } from '../reading/json-text';
import { readerOf } from '../reading/cell-reader';
import type { Row } from '../storage/row';
import { cellValue } from '../writing/cell-value';
import { jsonBody, methodNotAllowed, transact, type Operation } from './operation';

/** One property of a row: `GET …/name`, `GET …/name/$value`, `PUT …/name`, `DELETE …/name`. */
export interface PropertyAddress {
  readonly table: Table;
  readonly row: Row;
  readonly column: Column;
  /** `/$value`: the bare value. */
  readonly raw: boolean;
}

export function property(operation: Operation, address: PropertyAddress): ServiceAnswer {
  switch (operation.method) {
    case 'GET':
      return readProperty(operation, address);
    case 'PUT':
      return writeProperty(operation, address, valueIn(jsonBody(operation, address.table.setName)));
    case 'DELETE':
      return writeProperty(operation, address, null);
    default:
      throw methodNotAllowed(operation);
  }
}

function readProperty({ context }: Operation, { table, row, column, raw }: PropertyAddress): ServiceAnswer {
  context.caller.access.require('Read', table);
  const value = readerOf(table, column)(row);
  if (value === null) return silentAnswer(context);
  if (raw) return answerOf(context, String(value), { contentType: 'text/plain', rowsRead: 1 });
  return answerOf(
    context,
    `{"@odata.context":"${context.api}/$metadata#${table.setName}(${row.id})/${column.property}","value":${jsonValue(value)}}`,
    { rowsRead: 1 },
  );
}

function valueIn(body: Record<string, unknown>): unknown {
  if (!('value' in body)) throw refusals.argument('The body must be {"value": …}.');
  return body.value;
}

function writeProperty(operation: Operation, { table, row, column, raw }: PropertyAddress, value: unknown): ServiceAnswer {
  if (raw || column.kind === 'lookup' || column.writable === 'never')
    throw new DataverseError(405, '0x0', `The property '${column.property}' cannot be set.`);
  return transact(operation, (writes) => {
    writes.updateCell(table, row, column, cellValue(table, column, value));
    return silentAnswer(operation.context);
  });
}
