/** Release, reopen and archive of orders and quotes. */
import { dialog } from '../http/wire-error';
import { Row, Value, idOf, system } from '../store/column';
import type { Company } from '../store/company';
import type { Table } from '../store/table';
import type { Transaction } from '../store/transaction';
import { order, quote } from './document-kinds';

const linesOf = (headers: string): string => (headers === order.headers ? order.lines : quote.lines);

/** A document without a line that has a quantity cannot be released. Released again, it stays as it is. */
export function releaseDocument(transaction: Transaction, company: Company, headers: string, row: Row): undefined {
  const lines = company.table(linesOf(headers));
  const something = lines
    .having('documentId', idOf(row))
    .some((line) => lines.text(line, 'lineType') !== 'Comment' && lines.number(line, 'quantity') !== 0);
  if (!something)
    throw dialog(
      `There is nothing to release for the document of type ${headers === order.headers ? 'Order' : 'Quote'} with the number ${company.table(headers).text(row, 'number')}.`,
    );
  return setStatus(transaction, company.table(headers), row, 'Released');
}

export function reopenDocument(transaction: Transaction, company: Company, headers: string, row: Row): undefined {
  return setStatus(transaction, company.table(headers), row, 'Open');
}

function setStatus(transaction: Transaction, table: Table, row: Row, status: string): undefined {
  if (table.text(row, 'status') === status) return;
  table.update(transaction, row, [[table.place('status'), status]]);
  transaction.note(table, row, 'update', ['status']);
}

/** Stores a version of the order with its lines; archives of quotes are not shown by any set. */
export function archiveDocument(transaction: Transaction, company: Company, headers: string, row: Row): undefined {
  if (headers !== order.headers) return;
  const archives = company.table('salesOrderArchives');
  const number = company.table(headers).text(row, 'number');
  const versionNo = archives.having('number', number).length + 1;
  const header = copyRow(company.table(headers), archives, row, transaction.newId());
  const now = new Date(transaction.now()).toISOString();
  const stamps: Array<[string, Value]> = [
    ['versionNo', versionNo],
    ['dateArchived', now.slice(0, 10)],
    ['timeArchived', now.slice(11, 19)],
    ['archivedBy', transaction.writer.name.toUpperCase().slice(0, 50)],
  ];
  for (const [column, value] of stamps) header[archives.place(column)] = value;
  archives.insert(transaction, header);
  transaction.note(archives, header, 'create', []);
  archiveLines(transaction, company, row, header);
}

function archiveLines(transaction: Transaction, company: Company, row: Row, header: Row): void {
  const [archives, lines, copies] = [
    company.table('salesOrderArchives'),
    company.table('salesOrderLines'),
    company.table('salesOrderArchiveLines'),
  ];
  for (const line of lines.having('documentId', idOf(row))) {
    const copy = copyRow(lines, copies, line, transaction.newId());
    copy[copies.place('documentId')] = idOf(header);
    for (const column of ['versionNo', 'docNoOccurrence']) copy[copies.place(column)] = archives.read(header, column);
    copies.insert(transaction, copy);
  }
}

/** A new row of another table with every column that both have. */
export function copyRow(from: Table, to: Table, row: Row, id: string): Row {
  const copy = to.blankRow(id);
  for (const { name } of to.definition.columns) if (from.has(name)) copy[to.place(name)] = from.read(row, name);
  copy[system.id] = id;
  return copy;
}
