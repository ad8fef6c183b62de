import { Transaction } from '../storage/transaction';
import type { Database } from '../storage/database';
import type { Row } from '../storage/row';
import { cellValue } from '../writing/cell-value';
import { RowDraft, type LookupValue } from '../writing/row-draft';
import type { Column } from '../metadata/column';

/** A transaction remembers how to undo each row; volume goes in portions. */
const rowsOfTransaction = 5000;

/** Puts rows in place as if they had always been there: no rights, no rules, no entry in the write history. */
export class SampleWriter {
  private transaction: Transaction;
  private readonly now: string;

  constructor(
    private readonly database: Database,
    /** Who stands as creator and, where a row names none, as owner. */
    private readonly systemUserId: string,
  ) {
    this.transaction = this.begin();
    this.now = `${database.core.clock.isoNow().slice(0, 19)}Z`;
  }

  /** `values` by wire name (`_ownerid_value`); `ownerid_type` and its like tell the table of a polymorphic lookup. */
  insert(table: string, id: string, values: Record<string, unknown>): Row {
    const draft = new RowDraft(this.database.store(table), undefined, id);
    for (const [name, value] of Object.entries(values)) this.set(draft, name, value, values);
    this.complete(draft);
    if (this.transaction.rowsWritten >= rowsOfTransaction) this.commit();
    return this.transaction.insert(draft.store, id, draft.cells, []);
  }

  commit(): void {
    this.transaction.commit();
    this.transaction = this.begin();
  }

  private begin(): Transaction {
    return new Transaction(this.database, { writer: 'sample', recordHistory: false });
  }

  private set(draft: RowDraft, name: string, value: unknown, values: Record<string, unknown>): void {
    const column = draft.table.properties.get(name);
    if (column === undefined || column.kind === 'key' || value === null) return;
    if (column.kind === 'lookup') draft.setColumn(column, this.lookup(column, value as string, values));
    else draft.setColumn(column, cellValue(draft.table, column, column.kind === 'date' ? String(value).slice(0, 10) : value));
  }

  /** The stored id text of the target is shared, so that a million lookups cost no million texts. */
  private lookup(column: Column, id: string, values: Record<string, unknown>): LookupValue {
    const table = (values[`${column.logicalName}_type`] as string | undefined) ?? (column.targets[0]?.table as string);
    return { table, id: this.database.row(table, id)?.id ?? id };
  }

  private complete(draft: RowDraft): void {
    for (const name of ['createdon', 'modifiedon']) draft.stamp(name, this.now);
    for (const name of ['createdby', 'modifiedby']) draft.stamp(name, this.systemUserId);
    if (draft.table.ownership === 'user') {
      if (draft.value('ownerid') === null) draft.stamp('ownerid', this.systemUserId);
      draft.stamp('owninguser', draft.value('ownerid'));
    }
    this.copyRate(draft);
  }

  private copyRate(draft: RowDraft): void {
    const id = draft.value('transactioncurrencyid');
    const currency = typeof id === 'string' ? this.database.row('transactioncurrency', id) : undefined;
    if (currency === undefined || !draft.table.columns.has('exchangerate')) return;
    const rates = new RowDraft(this.database.store('transactioncurrency'), currency, currency.id);
    draft.stamp('exchangerate', rates.value('exchangerate'));
  }
}
