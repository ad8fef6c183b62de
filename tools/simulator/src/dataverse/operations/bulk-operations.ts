import { resolveKey } from '../addressing/entity-key';
import type { ServiceAnswer } from '../../service/exchange';
import { answerOf, silentAnswer } from '../answers';
import { DataverseError, refusals } from '../dataverse-error';
import type { Table } from '../metadata/table';
import { cellOf, type Row } from '../storage/row';
import { isObject, type JsonObject } from '../writing/payload';
import type { RowWrites } from '../writing/row-writes';
import { jsonBody, methodNotAllowed, transact, type Operation } from './operation';

/** CreateMultiple, UpdateMultiple and UpsertMultiple: many rows of one table in one transaction. */

type BulkName = 'CreateMultiple' | 'UpdateMultiple' | 'UpsertMultiple';

export function isBulkName(name: string): name is BulkName {
  return name === 'CreateMultiple' || name === 'UpdateMultiple' || name === 'UpsertMultiple';
}

export function bulkOperation(operation: Operation, table: Table, name: BulkName): ServiceAnswer {
  if (operation.method !== 'POST') throw methodNotAllowed(operation);
  if (!offered(operation, table, name)) {
    throw new DataverseError(
      400,
      '0x80040800',
      `The '${name}' method does not support entities of type '${table.logicalName}'. MessageProcessorCache returned MessageProcessor.Empty.`,
    );
  }
  const targets = targetsOf(operation, table);
  return transact(operation, (writes) => run(operation, writes, table, { name, targets }));
}

function run(
  operation: Operation,
  writes: RowWrites,
  table: Table,
  { name, targets }: { name: BulkName; targets: JsonObject[] },
): ServiceAnswer {
  const { context } = operation;
  if (name === 'CreateMultiple') {
    const ids = targets.map((target) => writes.createFrom(table, target).id);
    return answerOf(
      context,
      `{"@odata.context":"${context.api}/$metadata#Microsoft.Dynamics.CRM.CreateMultipleResponse","Ids":["${ids.join('","')}"]}`,
    );
  }
  for (const target of targets) {
    if (name === 'UpdateMultiple') updateOne(operation, writes, table, target);
    else upsertOne(operation, writes, table, target);
  }
  return silentAnswer(context);
}

/** Which messages a table has is itself a table, so that clients can ask and tests can take one away. */
function offered({ context: { database } }: Operation, table: Table, name: BulkName): boolean {
  const message = database.schema.table('sdkmessage').columns.get('name');
  const { columns } = database.schema.table('sdkmessagefilter');
  const [messageId, typeCode] = [columns.get('sdkmessageid'), columns.get('primaryobjecttypecode')];
  if (message === undefined || messageId === undefined || typeCode === undefined) return false;
  const [row] = database.store('sdkmessage').find(message, name);
  return (
    row !== undefined &&
    database
      .store('sdkmessagefilter')
      .find(messageId, row.id)
      .some((filter) => cellOf(filter, typeCode) === table.logicalName)
  );
}

function targetsOf(operation: Operation, table: Table): JsonObject[] {
  const { Targets: targets, ...rest } = jsonBody(operation, table.setName);
  if (!Array.isArray(targets) || targets.length === 0 || !targets.every(isObject))
    throw refusals.payload(table.setName, "The parameter 'Targets' must be a collection with at least one entity.");
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined)
    throw refusals.payload(table.setName, `The parameter '${unknown}' in the request payload is not a valid parameter for the operation.`);
  for (const target of targets) {
    const type = target['@odata.type'];
    if (type === undefined)
      throw refusals.payload(
        table.setName,
        "A type named '' could not be resolved by the model: '@odata.type' is missing on an item of 'Targets'.",
      );
    if (typeof type !== 'string' || type.replace(/^#/, '') !== `Microsoft.Dynamics.CRM.${table.logicalName}`)
      throw refusals.payload(table.setName, `A type named '${String(type)}' could not be resolved by the model.`);
  }
  return targets;
}

function updateOne(operation: Operation, writes: RowWrites, table: Table, target: JsonObject): void {
  const id = target[table.primaryId];
  if (typeof id !== 'string') throw refusals.payload(table.setName, `Each target of UpdateMultiple needs '${table.primaryId}'.`);
  writes.updateFrom(table, rowOf(operation, table, id), target);
}

function rowOf({ context: { database } }: Operation, table: Table, id: string): Row {
  const row = database.row(table.logicalName, id.toLowerCase());
  if (row === undefined) throw refusals.noRow(table.logicalName, id);
  return row;
}

function upsertOne({ context: { database } }: Operation, writes: RowWrites, table: Table, target: JsonObject): void {
  const uri = target['@odata.id'];
  const id = target[table.primaryId];
  const text = typeof uri === 'string' ? /\((.*)\)$/s.exec(uri)?.[1] : typeof id === 'string' ? id : undefined;
  if (text === undefined) throw refusals.payload(table.setName, `Each target of UpsertMultiple needs '@odata.id' or '${table.primaryId}'.`);
  const key = resolveKey(database, table, text);
  if (key.row === undefined) writes.createFrom(table, target, { id: key.id, columns: key.alternate });
  else writes.updateFrom(table, key.row, target, key.alternate);
}
