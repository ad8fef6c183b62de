import {
  ControlError,
  type ControlledRows,
  type EditCircumstances,
  type RowEdit,
  type RowsPage,
  type RowsQuery,
  type WrittenRow,
} from '../../service/controlled-rows';
import { Access } from '../access/access';
import { DataverseError } from '../dataverse-error';
import type { Column } from '../metadata/column';
import type { Table } from '../metadata/table';
import { readerOf } from '../reading/cell-reader';
import { selectedColumns } from '../reading/selection';
import type { RequestContext } from '../request-context';
import { rootBusinessUnitId, systemUserId } from '../sample/seed-organization';
import type { Database } from '../storage/database';
import { cellOf, lookupTable, type Row } from '../storage/row';
import type { TableStore } from '../storage/table-store';
import { Transaction } from '../storage/transaction';
import type { DataverseSwitches } from '../switches';
import { cellValue } from '../writing/cell-value';
import type { LookupValue } from '../writing/row-draft';
import { RowWrites } from '../writing/row-writes';

/** The rows as the control API sees them: tables by logical or set name, values by property name, edits as by a user who may do everything. */
export class DataverseRows implements ControlledRows {
  constructor(private readonly organisation: { readonly database: Database; readonly switches: DataverseSwitches }) {}

  tables(): Array<{ table: string; rows: number }> {
    const { database } = this.organisation;
    return [...database.schema.tables.keys()].map((table) => ({ table, rows: database.store(table).rows.size }));
  }

  page(tableName: string, { after, count, columns }: RowsQuery): RowsPage {
    const store = this.store(tableName);
    const selected = guarded(() => selectedColumns(store.table, columns?.join(',')));
    const rows = store.ordered.slice(after, count);
    return { rows: rows.map((row) => plain(store.table, row, selected)), next: rows.length < count ? undefined : rows.at(-1)?.id };
  }

  one(tableName: string, key: string): Record<string, unknown> | undefined {
    const { table, rows } = this.store(tableName);
    const row = rows.get(key.toLowerCase());
    return row === undefined ? undefined : plain(table, row, [...table.columns.values()]);
  }

  edit(edit: RowEdit, { writer, version }: EditCircumstances): WrittenRow {
    const { table } = this.store(edit.table);
    const { database } = this.organisation;
    const transaction = new Transaction(database, { writer, recordHistory: true, version });
    const writes = new RowWrites(this.context(writer), transaction);
    try {
      const row = guarded(() => this.apply(writes, table, edit));
      transaction.commit();
      return { key: row.id, version: row.version };
    } catch (error) {
      transaction.rollback();
      throw error;
    }
  }

  private apply(writes: RowWrites, table: Table, { key, values = {}, remove }: RowEdit): Row {
    const row = key === undefined ? undefined : this.organisation.database.row(table.logicalName, key.toLowerCase());
    if (remove === true || (key !== undefined && row === undefined && Object.keys(values).length === 0)) {
      if (row === undefined) throw new ControlError(`There is no ${table.logicalName} '${key ?? ''}'.`);
      writes.remove(table.logicalName, row);
      return row;
    }
    const cells = Object.fromEntries(Object.entries(values).map(([name, value]) => this.cell(table, name, value)));
    if (row === undefined) return writes.create(table.logicalName, { ...cells, ...(key === undefined ? {} : { id: key.toLowerCase() }) });
    writes.edit(table.logicalName, row, cells);
    return row;
  }

  /** Lookups are given as `_x_value` with an id; the table is found by looking. */
  private cell(table: Table, name: string, value: unknown): [string, unknown] {
    const column = table.properties.get(name);
    if (column === undefined) throw new ControlError(`'${table.logicalName}' has no property '${name}'.`);
    if (column.kind !== 'lookup' || value === null) return [column.logicalName, value === null ? null : cellValue(table, column, value)];
    return [column.logicalName, this.lookup(column, String(value).toLowerCase())];
  }

  private lookup(column: Column, id: string): LookupValue {
    const target = column.targets.find((candidate) => this.organisation.database.row(candidate.table, id) !== undefined);
    if (target === undefined) throw new ControlError(`'${id}' is no row that '${column.logicalName}' may point at.`);
    return { table: target.table, id };
  }

  private store(name: string): TableStore {
    const { database } = this.organisation;
    const table = database.schema.tables.get(name) ?? database.schema.bySet(name);
    if (table === undefined) throw new ControlError(`There is no table '${name}'.`);
    return database.store(table.logicalName);
  }

  private context(writer: string): RequestContext {
    const { database, switches } = this.organisation;
    const user = userNamed(database, writer);
    const caller = { user, businessUnitId: rootBusinessUnitId, writer, access: new Access(user.id, 'everything') };
    return {
      database,
      switches,
      caller,
      api: '',
      preferences: {
        representation: false,
        maxPageSize: undefined,
        annotations: undefined,
        trackChanges: false,
        continueOnError: false,
        applied: [],
      },
      headers: {},
    };
  }
}

/** The user of this name or sign-in, else the system user: stands in `modifiedby`. */
function userNamed(database: Database, name: string): Row {
  const store = database.store('systemuser');
  for (const column of ['fullname', 'domainname', 'internalemailaddress']) {
    const found = store.table.columns.get(column);
    const [row] = found === undefined ? [] : store.find(found, name);
    if (row !== undefined) return row;
  }
  return store.rows.get(systemUserId) as Row;
}

function plain(table: Table, row: Row, columns: readonly Column[]): Record<string, unknown> {
  const object: Record<string, unknown> = { [table.primaryId]: row.id, versionnumber: row.version };
  for (const column of columns) {
    object[column.property] = readerOf(table, column)(row);
    if (column.kind === 'lookup' && column.targets.length > 1 && cellOf(row, column) !== null)
      object[`${column.logicalName}_type`] = lookupTable(row, column);
  }
  return object;
}

/** A refusal of the wire is a mistake of whoever drives the control API. */
function guarded<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (error instanceof DataverseError) throw new ControlError(`${error.code} ${error.message}`);
    throw error;
  }
}
