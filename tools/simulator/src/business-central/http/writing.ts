/** POST, PATCH and DELETE of entities inside a transaction. */
import type { EntitySet, Method } from '../catalogue/entity-set';
import { readOptions } from '../query/read-options';
import type { Row } from '../store/column';
import type { Transaction } from '../store/transaction';
import { createRow } from '../write/create-row';
import { deleteRow } from '../write/delete-row';
import { modifyRow } from '../write/modify-row';
import type { RecordGate } from '../write/record-gate';
import { CompanyCall, Reply, emptyReply, jsonReply } from './call';
import { checkIfMatch } from './concurrency';
import { entityText, locationOf } from './entity-text';
import { setByName } from './reading';
import type { Parent, Sets } from './target';
import { methodNotAllowed } from './wire-error';

export interface WriteContext {
  readonly call: CompanyCall;
  readonly sets: Sets;
  readonly transaction: Transaction;
  readonly gate: RecordGate;
}

export function createEntity({ call, sets, transaction, gate }: WriteContext, set: EntitySet, parent: Parent | undefined): Reply {
  refuseMethod(set, 'POST');
  const options = readOptions(call.query, set, setByName(sets), 'entity');
  const link = parent?.navigation.link?.(parent.row);
  const body = link ? { ...link, ...call.body() } : call.body();
  const row = createRow({ transaction, company: call.company, set, body, gate, setByName: setByName(sets) });
  const headers = { Location: locationOf(call, set, row) };
  if (call.preferences.noContent) return emptyReply(204, { headers, rowsWritten: 1 });
  return jsonReply(201, entityText(call, set, row, options), { headers, rowsWritten: 1 });
}

export function modifyEntity({ call, sets, transaction, gate }: WriteContext, set: EntitySet, row: Row): Reply {
  refuseMethod(set, 'PATCH');
  const options = readOptions(call.query, set, setByName(sets), 'entity');
  checkIfMatch(call.headers['if-match'], row, set, 'PATCH');
  modifyRow({ transaction, company: call.company, set, row, body: call.body(), gate });
  if (call.preferences.noContent) return emptyReply(204, { rowsWritten: 1 });
  return jsonReply(200, entityText(call, set, row, options), { rowsWritten: 1 });
}

export function deleteEntity({ call, transaction }: WriteContext, set: EntitySet, row: Row): Reply {
  refuseMethod(set, 'DELETE');
  checkIfMatch(call.headers['if-match'], row, set, 'DELETE');
  deleteRow(transaction, call.company, call.company.table(set.table), row);
  return emptyReply(204, { rowsWritten: 1 });
}

export function refuseMethod(set: EntitySet, method: Method): void {
  if (!set.methods.has(method)) throw methodNotAllowed();
}
