/** Items and resources: units come with them; an item's stock is a sum over its ledger and never part of its row. */
import { dialog } from '../http/wire-error';
import { idOf } from '../store/column';
import { deleteRow } from '../write/delete-row';
import { adjustInventory, ensureAvailability } from './inventory';
import type { Removal, TableRules } from './table-rules';
import { AssetTable, ensureUnits, touchUnits, unitTableOf } from './units';

export const itemRules: TableRules = {
  prepare: (draft) => {
    if (draft.text('number') === '') draft.set('number', draft.company.nextNumber('items'));
  },
  afterInsert: (draft) => {
    ensureUnits(draft, 'items');
    ensureAvailability(draft);
  },
  afterModify: (draft) => {
    ensureUnits(draft, 'items');
    touchUnits(draft, 'items');
    ensureAvailability(draft);
    if (draft.wantedInventory !== undefined) adjustInventory(draft, draft.wantedInventory);
  },
  beforeDelete: (removal) => {
    refuseItemInUse(removal);
    deleteUnits(removal, 'items');
  },
};

export const resourceRules: TableRules = {
  prepare: (draft) => {
    if (draft.text('number') === '') draft.set('number', draft.company.nextNumber('resources'));
  },
  afterInsert: (draft) => ensureUnits(draft, 'resources'),
  afterModify: (draft) => {
    ensureUnits(draft, 'resources');
    touchUnits(draft, 'resources');
  },
  beforeDelete: (removal) => deleteUnits(removal, 'resources'),
};

function refuseItemInUse({ transaction, company, row }: Removal): void {
  const number = company.table('items').text(row, 'number');
  if (company.table('salesOrderLines').having('lineObjectNumber', number).length > 0)
    throw dialog(`You cannot delete Item ${number} because there is at least one outstanding Sales Order that includes this item.`);
  if (company.table('itemLedgerMovements').having('itemNumber', number).length > 0)
    throw dialog(`You cannot delete Item ${number} because it has ledger entries.`);
  const availabilities = company.table('itemAvailabilities');
  for (const availability of [...availabilities.having('itemId', idOf(row))]) availabilities.remove(transaction, availability);
}

function deleteUnits({ transaction, company, row }: Removal, assets: AssetTable): void {
  const { table, number, kind } = unitTableOf(assets);
  const [units, groups] = [company.table(table), company.table('unitGroups')];
  const asset = company.table(assets).text(row, 'number');
  const baseUnit = company.table(assets).place('baseUnitOfMeasureCode');
  company.table(assets).update(transaction, row, [[baseUnit, '']]); // else the rule of the base unit would keep it
  for (const unit of [...units.having(number, asset)]) deleteRow(transaction, company, units, unit);
  const group = groups.find(kind, asset);
  if (group) deleteRow(transaction, company, groups, group);
}
