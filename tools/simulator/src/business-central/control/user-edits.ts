/** The rows as the control API sees them: read raw, edited as a user of Business Central does, with all triggers. */
import { ControlError } from '../../service/controlled-rows';
import type { ControlledRows, EditCircumstances, RowEdit, RowsPage, RowsQuery, WrittenRow } from '../../service/controlled-rows';
import type { Access } from '../access/access';
import { WireError } from '../http/wire-error';
import { LedgerEntry, postLedgerEntry } from '../rules/inventory';
import { Row, Value, idOf, system, versionOf } from '../store/column';
import type { Company } from '../store/company';
import type { Database } from '../store/database';
import type { Table } from '../store/table';
import type { Transaction } from '../store/transaction';
import { assignAll } from '../write/assign';
import { insertDraft } from '../write/create-row';
import { deleteRow } from '../write/delete-row';
import { Draft } from '../write/draft';
import { updateFromDraft } from '../write/modify-row';

/** Tables are named by their set in the companion API (else in API v2.0); a key is the SystemId or the single primary-key field. An unknown SystemId makes a new row of that id. */
export class UserEdits implements ControlledRows {
  constructor(
    private readonly database: Database,
    private readonly access: Access,
  ) {}

  tables(): Array<{ table: string; rows: number }> {
    return [...this.company().allTables()]
      .filter(({ size }) => size > 0)
      .map(({ definition, size }) => ({ table: definition.name, rows: size }));
  }

  page(name: string, { after, count, columns }: RowsQuery): RowsPage {
    const table = this.table(name);
    const rows: Row[] = [];
    table.keys.scan(after, (row) => rows.push(row) < count + 1);
    const shown = rows.slice(0, count);
    const last = shown.at(-1);
    return { rows: shown.map((row) => plainRow(table, row, columns)), ...(rows.length > count && last ? { next: table.keyOf(last) } : {}) };
  }

  one(name: string, key: string): Record<string, unknown> | undefined {
    const table = this.table(name);
    const row = find(table, key);
    return row && plainRow(table, row);
  }

  edit(edit: RowEdit, { writer, version }: EditCircumstances): WrittenRow {
    const transaction = this.database.begin(this.access.writerOf(writer), version);
    try {
      const row = this.carryOut(transaction, edit);
      const written = { key: idOf(row), version: versionOf(row) };
      this.database.commit(transaction);
      return written;
    } catch (error) {
      transaction.rollback();
      throw error instanceof WireError ? new ControlError(`${error.code}: ${error.message}`) : error;
    }
  }

  private carryOut(transaction: Transaction, { table: name, key, values = {}, remove }: RowEdit): Row {
    const [company, table] = [this.company(), this.table(name)];
    if (key === undefined) return this.insert(transaction, company, table, values);
    const row = find(table, key);
    if (!row && !remove && guid.test(key)) return this.insert(transaction, company, table, { ...values, id: key.toLowerCase() });
    if (!row) throw new ControlError(`Table ${name} has no row '${key}'.`);
    if (remove) {
      deleteRow(transaction, company, table, row);
      return row;
    }
    const draft = new Draft(transaction, company, table, row.slice(), row.slice());
    this.assign(draft, values);
    return updateFromDraft(draft, row, Object.keys(values));
  }

  private insert(transaction: Transaction, company: Company, table: Table, values: Record<string, unknown>): Row {
    const id = typeof values['id'] === 'string' ? values['id'] : transaction.newId();
    if (table.definition.name === 'itemLedgerMovements') {
      postLedgerEntry(transaction, company, ledgerEntry(values), id);
      return table.get(id) as Row;
    }
    const draft = new Draft(transaction, company, table, table.blankRow(id));
    this.assign(draft, values);
    insertDraft(draft, Object.keys(values));
    return draft.row;
  }

  /** A user may change what an API shows read-only; everything else is validated as the API does. */
  private assign(draft: Draft, values: Record<string, unknown>): void {
    const name = draft.table.definition.name;
    const set = this.database.model.sets.companion.get(name) ?? this.database.model.sets['v2.0'].get(name);
    for (const [column, value] of Object.entries(values)) {
      if (column === 'id') continue;
      const property = set?.properties.get(column);
      if (set && property && property.access !== 'readOnly' && !(draft.before && property.access === 'once'))
        assignAll(draft, set, { [column]: value });
      else if (draft.table.has(column)) draft.set(column, value as Value);
      else throw new ControlError(`Table ${name} has no column '${column}'.`);
    }
  }

  private company(): Company {
    const [company] = this.database.companies;
    if (!company) throw new ControlError('There is no company.');
    return company;
  }

  private table(name: string): Table {
    const company = this.company();
    if (!company.hasTable(name)) throw new ControlError(`There is no table '${name}'.`);
    return company.table(name);
  }
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function find(table: Table, key: string): Row | undefined {
  return table.get(key.toLowerCase()) ?? table.get(key) ?? table.find(key);
}

function plainRow(table: Table, row: Row, columns?: readonly string[]): Record<string, unknown> {
  const shown = columns ?? table.definition.columns.map(({ name }) => name);
  const plain: Record<string, unknown> = {
    id: idOf(row),
    systemRowVersion: versionOf(row),
    systemModifiedAt: new Date(row[system.modifiedAt] as number).toISOString(),
  };
  for (const column of shown) {
    if (column in plain) continue;
    if (!table.has(column)) throw new ControlError(`Table ${table.definition.name} has no column '${column}'.`);
    plain[column] = table.read(row, column);
  }
  return plain;
}

function ledgerEntry(values: Record<string, unknown>): LedgerEntry {
  return {
    itemNumber: String(values['itemNumber']),
    locationCode: String(values['locationCode'] ?? ''),
    entryType: String(values['entryType'] ?? 'Positive_x0020_Adjmt_x002E_'),
    documentNumber: String(values['documentNumber'] ?? 'USER'),
    postingDate: String(values['postingDate'] ?? '2026-01-01'),
    quantity: Number(values['quantity'] ?? 0),
  };
}
