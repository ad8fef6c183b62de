import { randomUUID } from 'node:crypto';
import { rowsWithKey } from '../addressing/entity-key';
import { DataverseError, refusals } from '../dataverse-error';
import type { Column } from '../metadata/column';
import type { Table } from '../metadata/table';
import type { RequestContext } from '../request-context';
import { rulesOf } from '../rules/rule-book';
import type { PlatformWrites, RuleScope } from '../rules/table-rules';
import { cellOf, type Row } from '../storage/row';
import { Transaction } from '../storage/transaction';
import { LookupResolver } from './lookup-resolver';
import { readPayload, type JsonObject, type Payload } from './payload';
import { RowDraft, type LookupValue } from './row-draft';
import { stampCreated, stampModified } from './stamps';

/** Creates, changes and deletes rows within one transaction: rights, checks, stamps, table rules. */
export class RowWrites implements PlatformWrites {
  readonly transaction: Transaction;
  private readonly lookups: LookupResolver;
  private readonly scope: RuleScope;

  constructor(
    readonly context: RequestContext,
    transaction?: Transaction,
    references?: ReadonlyMap<string, string>,
  ) {
    const { database, caller } = context;
    this.transaction = transaction ?? new Transaction(database, { writer: caller.writer, recordHistory: true });
    this.lookups = new LookupResolver(database, references);
    this.scope = { context, transaction: this.transaction, platform: this };
  }

  /** Creates a row from a body; `key` gives the id or the alternate key's columns when the URL named them. */
  createFrom(table: Table, body: JsonObject, key: { id?: string; columns?: ReadonlyArray<[Column, unknown]> } = {}): Row {
    this.context.caller.access.require('Create', table);
    const payload = readPayload(table, body, true, this.lookups);
    const draft = new RowDraft(this.context.database.store(table.logicalName), undefined, key.id ?? payload.id ?? randomUUID());
    for (const [column, value] of key.columns ?? []) draft.setColumn(column, value);
    this.fill(draft, payload);
    const row = this.insert(draft);
    this.createChildren(table, row, payload);
    return row;
  }

  /** Changes a row as a body says; `omit` names columns (of the URL's alternate key) that the body may repeat without effect. */
  updateFrom(table: Table, row: Row, body: JsonObject, omit: ReadonlyArray<[Column, unknown]> = []): void {
    this.context.caller.access.require('Write', table);
    const payload = readPayload(table, body, false, this.lookups);
    const draft = new RowDraft(this.context.database.store(table.logicalName), row, row.id);
    this.fill(draft, { ...payload, values: payload.values.filter(([column]) => !omit.some(([key]) => key === column)) });
    this.change(draft, row);
    this.createChildren(table, row, payload);
  }

  /** Sets one column or lookup. */
  updateCell(table: Table, row: Row, column: Column, value: unknown): void {
    this.context.caller.access.require('Write', table);
    const draft = new RowDraft(this.context.database.store(table.logicalName), row, row.id);
    draft.setColumn(column, value);
    this.change(draft, row);
  }

  removeRow(table: Table, row: Row): void {
    this.context.caller.access.require('Delete', table);
    this.remove(table.logicalName, row);
  }

  /** The entity that a reference URI names. */
  entity(uri: string): LookupValue {
    return this.lookups.entity(uri);
  }

  create(logicalName: string, values: Record<string, unknown>): Row {
    const { database } = this.context;
    const id = typeof values.id === 'string' ? values.id : randomUUID();
    const draft = new RowDraft(database.store(logicalName), undefined, id);
    for (const [name, value] of Object.entries(values)) if (name !== 'id') draft.set(name, value);
    return this.insert(draft);
  }

  update(logicalName: string, row: Row, values: Record<string, unknown>): void {
    const store = this.context.database.store(logicalName);
    const draft = new RowDraft(store, row, row.id);
    for (const [name, value] of Object.entries(values)) draft.set(name, value);
    stampModified(draft, this.context);
    this.transaction.update(store, row, draft.cells, draft.changed);
  }

  /** Changes a row as a user does, with the table's rules, whatever columns are read-only on the wire. */
  edit(logicalName: string, row: Row, values: Record<string, unknown>): void {
    const draft = new RowDraft(this.context.database.store(logicalName), row, row.id);
    for (const [name, value] of Object.entries(values)) draft.set(name, value);
    this.change(draft, row);
  }

  remove(logicalName: string, row: Row): void {
    const rules = rulesOf(logicalName);
    rules.deleting?.(row, this.scope);
    this.transaction.remove(this.context.database.store(logicalName), row);
    rules.deleted?.(row, this.scope);
  }

  private fill(draft: RowDraft, payload: Payload): void {
    for (const [column, value] of payload.values) draft.setColumn(column, value);
    for (const [navigation, body] of payload.parents) {
      const target = this.context.database.schema.table(navigation.targets[0] as string);
      draft.setColumn(navigation.column, { table: target.logicalName, id: this.createFrom(target, body).id });
    }
  }

  private insert(draft: RowDraft): Row {
    const { store, table, id } = draft;
    const rules = rulesOf(table.logicalName);
    if (store.rows.has(id)) throw refusals.duplicateKey();
    stampCreated(draft, this.context);
    rules.creating?.(draft, this.scope);
    this.check(draft);
    const row = this.transaction.insert(store, id, draft.cells, draft.changed);
    rules.created?.(row, this.scope);
    return row;
  }

  private change(draft: RowDraft, row: Row): void {
    const { store, table } = draft;
    const rules = rulesOf(table.logicalName);
    rules.updating?.(draft, this.scope);
    stampModified(draft, this.context);
    this.check(draft);
    this.transaction.update(store, row, draft.cells, draft.changed);
    rules.updated?.(row, this.scope);
  }

  private createChildren(table: Table, row: Row, { children }: Payload): void {
    for (const [navigation, bodies] of children) {
      const child = this.context.database.schema.table(navigation.table);
      const lookup = [...child.lookups.values()].find(
        ({ column, targets }) => column.logicalName === navigation.lookup && targets.includes(table.logicalName),
      );
      for (const body of bodies)
        this.createFrom(child, lookup === undefined ? body : { ...body, [`${lookup.name}@odata.bind`]: `/${table.setName}(${row.id})` });
    }
  }

  private check(draft: RowDraft): void {
    for (const key of draft.table.keys) if (key.status === 'Active') checkUnique(draft, key.name, key.columns);
    const { faults } = this.context.database.core;
    if (!faults.rejectsRecords) return;
    const rejection = faults.rejectionOf(draft.table.logicalName, (column) => draft.value(column));
    if (rejection !== undefined)
      throw new DataverseError(
        rejection.status ?? 400,
        rejection.code ?? '0x80040265',
        rejection.message ?? 'A plug-in refused the record.',
      );
  }
}

/** A key is not enforced for a row in which one of its columns is null. */
function checkUnique(draft: RowDraft, keyName: string, names: readonly string[]): void {
  if (draft.row !== undefined && !names.some((name) => draft.sets(name))) return;
  const values = names.map((name): [Column, unknown] => [draft.table.columns.get(name) as Column, draft.value(name)]);
  if (values.some(([, value]) => value === null) || !rowsWithKey(draft.store, values).some((row) => row.id !== draft.id)) return;
  throw new DataverseError(
    412,
    '0x80060892',
    `A record that has the attribute values ${names.join(', ')} already exists. The entity key ${keyName} requires that this set of attributes contains unique values. Select unique values and try again.`,
  );
}

/** The stored value of a column by its logical name. */
export function valueOf(context: Pick<RequestContext, 'database'>, table: string, row: Row, name: string): unknown {
  const column = context.database.schema.table(table).columns.get(name);
  return column === undefined ? null : cellOf(row, column);
}
