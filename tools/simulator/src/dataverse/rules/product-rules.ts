import { DataverseError } from '../dataverse-error';
import { organizationSetting } from '../reading/organization-settings';
import type { RowDraft } from '../writing/row-draft';
import { readCell, rowOf, rowsWhere } from './row-reading';
import type { RuleScope, TableRules } from './table-rules';

/** Products: what a new one needs, and the life cycle Draft → Active ⇄ Under Revision, Active ⇄ Retired. */
export const productRules: TableRules = { creating: checkNew, updating: checkChange };

const [active, retired, draft, underRevision] = [0, 1, 2, 3];
const [family, bundle] = [2, 3];

const refuse = (code: string, message: string) => new DataverseError(400, code, message);

function checkNew(product: RowDraft, scope: RuleScope): void {
  if (product.value('productnumber') === null) throw refuse('0x80043b05', 'The product number is missing.');
  if (product.value('name') === null) throw refuse('0x80040203', 'The product name is missing.');
  if (product.value('productstructure') === null) product.set('productstructure', 1);
  checkNumber(product, scope);
  if (product.value('productstructure') !== family) checkUnits(product, scope);
  checkDecimals(product);
  startState(product, scope);
}

function checkNumber(product: RowDraft, scope: RuleScope): void {
  const same = rowsWhere(scope, 'product', 'productnumber', product.value('productnumber'));
  if (same.some((row) => row.id !== product.id))
    throw refuse(
      '0x80043b06',
      'The specified product ID conflicts with the product ID of an existing record. Specify a different product ID and try again.',
    );
}

function checkUnits(product: RowDraft, scope: RuleScope): void {
  if (product.value('defaultuomscheduleid') === null) throw refuse('0x80043b0a', 'The unit schedule ID is missing.');
  if (product.value('defaultuomid') === null) throw refuse('0x80043b0d', 'The unit ID is missing.');
  const unit = rowOf(scope, 'uom', product.value('defaultuomid'));
  if (unit === undefined || readCell(scope, 'uom', unit, 'uomscheduleid') !== product.value('defaultuomscheduleid')) {
    throw refuse('0x80043b14', 'The unit is not part of the unit group of the product.');
  }
}

function checkDecimals(product: RowDraft): void {
  const decimals = product.value('quantitydecimal') as number | null;
  if (decimals === null ? product.value('productstructure') !== family : decimals < 0 || decimals > 5)
    throw refuse('0x80043b07', 'The number of decimal places on the quantity is invalid: 0 to 5.');
}

/** Draft, unless the organisation lets products without a parent start active. */
function startState(product: RowDraft, { context }: RuleScope): void {
  const startsActive =
    organizationSetting(context.database, 'createproductswithoutparentinactivestate', false) && product.value('parentproductid') === null;
  product.set('statecode', startsActive ? active : draft);
  product.set('statuscode', startsActive ? 1 : 0);
}

function checkChange(product: RowDraft, scope: RuleScope): void {
  if (product.sets('productnumber')) checkNumber(product, scope);
  if (product.sets('defaultuomid') || product.sets('defaultuomscheduleid')) checkUnits(product, scope);
  if (product.sets('quantitydecimal')) checkDecimals(product);
  if (product.sets('productstructure') && product.before('statecode') !== draft)
    throw refuse('0x8004F995', 'You can only update a product in Draft state.');
  if (product.sets('statecode')) checkTransition(product, scope);
}

const transitions: Record<string, [code: string, message: string]> = {
  [`${active}>${draft}`]: ['0x8004F912', 'You cannot change an active product to draft.'],
  [`${underRevision}>${draft}`]: ['0x8004F912', 'You cannot change a product under revision to draft.'],
  [`${draft}>${underRevision}`]: ['0x8004F913', 'You can only revise an active product.'],
  [`${retired}>${underRevision}`]: ['0x8004F913', 'You can only revise an active product.'],
  [`${draft}>${retired}`]: ['0x8004F978', 'You cannot retire a draft product.'],
  [`${retired}>${draft}`]: ['0x8004F979', 'You cannot change a retired product to draft.'],
  [`${active}>${active}`]: ['0x8004F980', 'The product is already active.'],
  [`${retired}>${retired}`]: ['0x8004F981', 'The product is already retired.'],
  [`${underRevision}>${underRevision}`]: ['0x8004F982', 'The product is already under revision.'],
};

function checkTransition(product: RowDraft, scope: RuleScope): void {
  const [from, to] = [product.before('statecode'), product.value('statecode')];
  const refused = transitions[`${String(from)}>${String(to)}`];
  if (refused !== undefined) throw refuse(...refused);
  if (from === retired && to === active && product.value('productstructure') === family)
    throw refuse('0x8004F977', 'A retired family cannot be activated.');
  if (to === active) checkParentActive(product, scope);
  if (to === retired && product.value('productstructure') !== bundle) checkChildrenRetired(product, scope);
}

function checkParentActive(product: RowDraft, scope: RuleScope): void {
  const parent = rowOf(scope, 'product', product.value('parentproductid'));
  if (parent !== undefined && readCell(scope, 'product', parent, 'statecode') !== active)
    throw refuse('0x8004F90A', 'The product cannot be published: its parent family is not active.');
}

function checkChildrenRetired(product: RowDraft, scope: RuleScope): void {
  const open = rowsWhere(scope, 'product', 'parentproductid', product.id).some(
    (child) => readCell(scope, 'product', child, 'statecode') !== retired,
  );
  if (open) throw refuse('0x8004F910', 'The product has children that are not retired.');
}
