/** Deletes a row: the table's triggers, the removal, and the extension's log entry that a poller finds later. */
import { idOfKey } from '../catalogue/relations';
import { rulesOf } from '../rules/rules-of-tables';
import { Row, idOf, system, zeroGuid } from '../store/column';
import type { Company } from '../store/company';
import type { Table } from '../store/table';
import type { Transaction } from '../store/transaction';

/** Answers the row version of the deletion, by which it counts for composed rows. */
export function deleteRow(transaction: Transaction, company: Company, table: Table, row: Row): number {
  const rules = rulesOf(table.definition.name);
  rules.beforeDelete?.({ transaction, company, row });
  const logged = logDeletion(transaction, company, table, row);
  table.remove(transaction, row);
  transaction.note(table, row, 'delete', []);
  rules.afterDelete?.({ transaction, company, row });
  return logged;
}

function logDeletion(transaction: Transaction, company: Company, table: Table, row: Row): number {
  const { definition } = table;
  if (definition.unlogged) return transaction.nextVersion();
  const log = company.table('deletedRecords');
  const entry = log.blankRow(transaction.newId());
  entry[log.place('tableName')] = definition.alTable;
  entry[log.place('recordId')] = idOf(row);
  entry[log.place('businessKey')] =
    definition.key[0] === 'id' ? '' : definition.key.map((column) => String(table.read(row, column))).join('|');
  entry[log.place('parentRecordId')] = parentId(company, table, row);
  log.insert(transaction, entry);
  return entry[system.version] as number;
}

function parentId(company: Company, table: Table, row: Row): string {
  const { parent } = table.definition;
  if (!parent) return zeroGuid;
  const value = table.text(row, parent.column);
  const id = parent.by === 'id' ? value : idOfKey(company, parent.table, value);
  return id === idOf(row) ? zeroGuid : id;
}
