/** Units of items and resources, and the unit groups that Sales knows them by. */
import { dialog } from '../http/wire-error';
import type { Company } from '../store/company';
import type { Transaction } from '../store/transaction';
import type { Draft } from '../write/draft';
import type { TableRules } from './table-rules';

export type AssetTable = 'items' | 'resources';

export const unitTableOf = (assets: AssetTable) =>
  assets === 'items'
    ? ({ table: 'itemUnitsOfMeasure', number: 'itemNumber', kind: 'Item' } as const)
    : ({ table: 'resourceUnitsOfMeasure', number: 'resourceNo', kind: 'Resource' } as const);

function unitRules(assets: AssetTable): TableRules {
  const { number, kind } = unitTableOf(assets);
  return {
    prepare: (draft) => {
      if (draft.text(number) === '') throw dialog(`${kind} No. must have a value.`);
      if (draft.number('qtyPerUnitOfMeasure') === 0) draft.set('qtyPerUnitOfMeasure', 1);
    },
    beforeModify: (draft) => {
      if (draft.number('qtyPerUnitOfMeasure') <= 0) throw dialog('Qty. per Unit of Measure must be greater than 0.');
    },
    beforeDelete: ({ company, row }) => {
      const units = company.table(unitTableOf(assets).table);
      const asset = company.table(assets).find(units.text(row, number));
      if (asset && company.table(assets).text(asset, 'baseUnitOfMeasureCode') === units.text(row, 'code'))
        throw dialog(`You cannot delete the base unit of measure of ${kind} ${units.text(row, number)}.`);
    },
  };
}

export const itemUnitRules = unitRules('items');
export const resourceUnitRules = unitRules('resources');

export const unitGroupRules: TableRules = {
  prepare: (draft) => {
    if (draft.text('sourceNo') === '') throw dialog('Source No. must have a value.');
    const assets = draft.text('sourceType') === 'Resource' ? 'resources' : 'items';
    if (!draft.company.table(assets).find(draft.text('sourceNo')))
      throw dialog(`The ${draft.text('sourceType')} ${draft.text('sourceNo')} does not exist.`);
  },
};

/** Every item and resource has a unit group and a row for its base unit. */
export function ensureUnits({ transaction, company, table, row }: Draft, assets: AssetTable): void {
  const { table: unitTable, number, kind } = unitTableOf(assets);
  const asset = table.text(row, 'number');
  const groups = company.table('unitGroups');
  if (!groups.find(kind, asset)) insertRow(transaction, company, 'unitGroups', { sourceType: kind, sourceNo: asset });
  const baseUnit = table.text(row, 'baseUnitOfMeasureCode');
  if (baseUnit !== '' && !company.table(unitTable).find(asset, baseUnit))
    insertRow(transaction, company, unitTable, { [number]: asset, code: baseUnit, qtyPerUnitOfMeasure: 1 });
}

/** Unit groups and units read later when their item or resource changes. */
export function touchUnits({ transaction, company, table, row, before }: Draft, assets: AssetTable): void {
  const { table: unitTable, number, kind } = unitTableOf(assets);
  const asset = table.text(row, 'number');
  const group = company.table('unitGroups').find(kind, asset);
  if (group) company.table('unitGroups').touch(transaction, group, transaction.nextVersion());
  const place = table.place('baseUnitOfMeasureCode');
  if (before?.[place] === row[place]) return;
  for (const unit of company.table(unitTable).having(number, asset))
    company.table(unitTable).touch(transaction, unit, transaction.nextVersion());
}

export function insertRow(
  transaction: Transaction,
  company: Company,
  name: string,
  values: Readonly<Record<string, string | number | boolean>>,
): void {
  const table = company.table(name);
  const row = table.blankRow(transaction.newId());
  for (const [column, value] of Object.entries(values)) row[table.place(column)] = value;
  table.insert(transaction, row);
  transaction.note(table, row, 'create', []);
}
