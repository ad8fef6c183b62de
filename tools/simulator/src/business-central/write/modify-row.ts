/** Changes a row by a request body: validation, the table's triggers, one update, and the new name wherever a key was renamed. */
import type { EntitySet } from '../catalogue/entity-set';
import { alreadyExists } from '../http/wire-error';
import { rulesOf } from '../rules/rules-of-tables';
import { Row, Value, system } from '../store/column';
import type { Company } from '../store/company';
import type { Transaction } from '../store/transaction';
import { Body, assignAll } from './assign';
import { Draft } from './draft';
import type { RecordGate } from './record-gate';
import { renameReferences } from './rename-references';

export interface Modification {
  readonly transaction: Transaction;
  readonly company: Company;
  readonly set: EntitySet;
  readonly row: Row;
  readonly body: Body;
  readonly gate: RecordGate;
}

export function modifyRow({ transaction, company, set, row, body, gate }: Modification): Row {
  const table = company.table(set.table);
  const draft = new Draft(transaction, company, table, row.slice(), row.slice());
  assignAll(draft, set, body);
  gate.check(table, draft.row);
  return updateFromDraft(draft, row, Object.keys(body));
}

/** Runs the triggers around an update; rules that change rows of other tables use it too. */
export function updateFromDraft(draft: Draft, row: Row, columns: string[]): Row {
  const { table, transaction, company, before } = draft;
  const rules = rulesOf(table.definition.name);
  rules.beforeModify?.(draft);
  refuseDuplicate(draft, row);
  table.update(transaction, row, changesOf(draft.row, row));
  transaction.note(table, row, 'update', columns);
  if (before) renameReferences(transaction, company, table, [before, row]);
  const written = new Draft(transaction, company, table, row, before);
  for (const column of draft.given) written.given.add(column);
  if (draft.wantedInventory !== undefined) written.wantedInventory = draft.wantedInventory;
  rules.afterModify?.(written);
  return row;
}

function changesOf(wanted: Row, row: Row): Array<readonly [number, Value]> {
  const changes: Array<readonly [number, Value]> = [];
  for (let place: number = system.first; place < wanted.length; place++)
    if (wanted[place] !== row[place]) changes.push([place, wanted[place] as Value]);
  return changes;
}

function refuseDuplicate({ table, row: wanted }: Draft, row: Row): void {
  const { key, alTable } = table.definition;
  if (key.every((column) => table.read(wanted, column) === table.read(row, column))) return;
  const values = key.map((column) => table.read(wanted, column));
  const other = table.find(...values);
  if (other && other !== row) throw alreadyExists(alTable, key.map((column, at) => `${column}='${values[at]}'`).join(','));
}
