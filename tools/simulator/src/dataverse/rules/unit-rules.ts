import { refusals } from '../dataverse-error';
import type { Row } from '../storage/row';
import type { RowDraft } from '../writing/row-draft';
import { readCell, rowsWhere } from './row-reading';
import type { RuleScope, TableRules } from './table-rules';

/** Unit groups make their base unit themselves; further units need one to relate to. */
export const unitGroupRules: TableRules = {
  creating: (draft) => {
    if (draft.value('name') === null) throw refusals.argument("The 'name' attribute is required for the entity 'uomschedule'.");
    if (draft.value('baseuomname') === null)
      throw refusals.argument("The 'baseuomname' attribute is required for the entity 'uomschedule'.");
  },
  created: (row, scope) => {
    const name = readCell(scope, 'uomschedule', row, 'baseuomname');
    scope.platform.create('uom', { name, quantity: 1, isschedulebaseuom: true, uomscheduleid: { table: 'uomschedule', id: row.id } });
  },
  deleted: (row, scope) => {
    for (const unit of rowsWhere(scope, 'uom', 'uomscheduleid', row.id)) scope.platform.remove('uom', unit);
  },
};

export const unitRules: TableRules = { creating: checkNewUnit, updating: checkUnitChange, deleting: keepBaseUnit };

function checkNewUnit(draft: RowDraft, scope: RuleScope): void {
  if (draft.value('isschedulebaseuom') === true && draft.value('baseuom') === null && baseUnit(draft, scope) === undefined) return;
  for (const name of ['name', 'uomscheduleid', 'quantity', 'baseuom']) {
    if (draft.value(name) === null) throw refusals.argument(`The '${name}' attribute is required for the entity 'uom'.`);
  }
  if (draft.value('isschedulebaseuom') === true) throw refusals.argument('The unit group already has a base unit.');
  checkQuantity(draft);
}

function baseUnit(draft: RowDraft, scope: RuleScope): Row | undefined {
  return rowsWhere(scope, 'uom', 'uomscheduleid', draft.value('uomscheduleid')).find(
    (unit) => readCell(scope, 'uom', unit, 'isschedulebaseuom') === true,
  );
}

function checkUnitChange(draft: RowDraft): void {
  if (draft.sets('quantity')) checkQuantity(draft);
  if (draft.sets('quantity') && draft.value('isschedulebaseuom') === true && draft.value('quantity') !== 1)
    throw refusals.argument('The quantity of the base unit is 1.');
}

function checkQuantity(draft: RowDraft): void {
  if ((draft.value('quantity') as number) <= 0) throw refusals.argument('The quantity of a unit must be positive.');
}

function keepBaseUnit(row: Row, scope: RuleScope): void {
  const schedule = readCell(scope, 'uom', row, 'uomscheduleid');
  const base = readCell(scope, 'uom', row, 'isschedulebaseuom') === true;
  if (base && typeof schedule === 'string' && scope.context.database.row('uomschedule', schedule) !== undefined)
    throw refusals.argument('The base unit of a unit group cannot be deleted.');
}
