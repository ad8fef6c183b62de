import type { Column } from '../metadata/column';
import { documentKinds, type DocumentKind } from '../rules/document-totals';
import { cellOf, lookupTable, type Row } from '../storage/row';
import type { ActionCall } from './actions';

/** Makes the next document out of one: the columns that both have, and the lines. */
export interface Copying {
  readonly from: string;
  readonly to: string;
  readonly row: Row;
}

const own =
  /^(createdon|createdby|modifiedon|modifiedby|statecode|statuscode|versionnumber|.*_base|ordernumber|quotenumber|invoicenumber|total.*|lastbackofficesubmit|submitdate)$/;

export function copyDocument(call: ActionCall, { from, to, row }: Copying): { table: string; row: Row } {
  const [source, target] = [kindOf(from), kindOf(to)];
  const header = call.writes.create(to, { ...copied(call, { from, to, row }), [source.header]: { table: from, id: row.id } });
  const { database } = call.writes.context;
  const lookup = database.schema.table(source.line).columns.get(source.header) as Column;
  for (const line of database.store(source.line).find(lookup, row.id)) {
    call.writes.create(target.line, {
      ...copied(call, { from: source.line, to: target.line, row: line }),
      [target.header]: { table: to, id: header.id },
    });
  }
  return { table: to, row: header };
}

function kindOf(table: string): DocumentKind {
  const kind = documentKinds.find((candidate) => candidate.table === table);
  if (kind === undefined) throw new Error(`'${table}' is no document.`);
  return kind;
}

function copied(call: ActionCall, { from, to, row }: Copying): Record<string, unknown> {
  const { schema } = call.writes.context.database;
  const values: Record<string, unknown> = {};
  for (const column of schema.table(from).columns.values()) {
    const value = cellOf(row, column);
    if (value === null || own.test(column.logicalName) || column.kind === 'key' || !schema.table(to).columns.has(column.logicalName))
      continue;
    values[column.logicalName] = column.kind === 'lookup' ? { table: lookupTable(row, column), id: value } : value;
  }
  return values;
}
