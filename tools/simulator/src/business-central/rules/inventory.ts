/** Stock: ledger entries are the truth, one availability row per item and location shows their sum. */
import { Row, Value, idOf } from '../store/column';
import type { Company } from '../store/company';
import type { Transaction } from '../store/transaction';
import type { Draft } from '../write/draft';

export interface LedgerEntry {
  readonly itemNumber: string;
  readonly locationCode: string;
  readonly entryType: string;
  readonly documentNumber: string;
  readonly postingDate: string;
  readonly quantity: number;
  readonly [column: string]: Value;
}

/** An Inventory item has a row for the total from the start; other items have none. */
export function ensureAvailability({ transaction, company, table, row }: Draft): void {
  const availabilities = company.table('itemAvailabilities');
  const total = availabilities.find(table.text(row, 'number'), '');
  if (table.text(row, 'type') !== 'Inventory') return;
  if (total) return touchAll(transaction, company, row);
  newAvailability(transaction, company, row, '');
}

function touchAll(transaction: Transaction, company: Company, item: Row): void {
  const availabilities = company.table('itemAvailabilities');
  for (const row of availabilities.having('itemId', idOf(item))) availabilities.touch(transaction, row, transaction.nextVersion());
}

export function postLedgerEntry(transaction: Transaction, company: Company, entry: LedgerEntry, id: string = transaction.newId()): void {
  const ledger = company.table('itemLedgerMovements');
  const row = ledger.blankRow(id);
  for (const [column, value] of Object.entries(entry)) row[ledger.place(column)] = value;
  row[ledger.place('entryNumber')] = ledger.size + 1;
  ledger.insert(transaction, row);
  const items = company.table('items');
  const item = items.find(entry.itemNumber);
  if (!item || items.text(item, 'type') !== 'Inventory') return;
  for (const location of new Set(['', entry.locationCode])) addStock(transaction, company, item, location, entry.quantity);
}

function addStock(transaction: Transaction, company: Company, item: Row, location: string, quantity: number): void {
  const availabilities = company.table('itemAvailabilities');
  const row =
    availabilities.find(company.table('items').text(item, 'number'), location) ?? newAvailability(transaction, company, item, location);
  const stock = Math.round((availabilities.number(row, 'inventory') + quantity) * 1e5) / 1e5;
  availabilities.update(transaction, row, [[availabilities.place('inventory'), stock]]);
}

function newAvailability(transaction: Transaction, company: Company, item: Row, location: string): Row {
  const availabilities = company.table('itemAvailabilities');
  const row = availabilities.blankRow(`${idOf(item)}/${location}`);
  row[availabilities.place('itemId')] = idOf(item);
  row[availabilities.place('itemNumber')] = company.table('items').text(item, 'number');
  row[availabilities.place('locationCode')] = location;
  return availabilities.insert(transaction, row);
}

/** What a PATCH of `inventory` in API v2.0 does: an adjustment through an item journal. */
export function adjustInventory({ transaction, company, table, row }: Draft, wanted: number): void {
  const total = company.table('itemAvailabilities').find(table.text(row, 'number'), '');
  const difference = wanted - (total ? company.table('itemAvailabilities').number(total, 'inventory') : 0);
  if (difference === 0) return;
  postLedgerEntry(transaction, company, {
    itemNumber: table.text(row, 'number'),
    locationCode: '',
    entryType: difference > 0 ? 'Positive_x0020_Adjmt_x002E_' : 'Negative_x0020_Adjmt_x002E_',
    documentNumber: 'API',
    postingDate: new Date(transaction.now()).toISOString().slice(0, 10),
    quantity: difference,
  });
}
