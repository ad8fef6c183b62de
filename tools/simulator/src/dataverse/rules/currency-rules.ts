import { DataverseError, refusals } from '../dataverse-error';
import { organizationSetting } from '../reading/organization-settings';
import type { Row } from '../storage/row';
import type { RowDraft } from '../writing/row-draft';
import type { RuleScope, TableRules } from './table-rules';

/** Currencies: code, name, symbol, precision and rate are required; codes are unique; the base currency's rate is 1 and it cannot go. */
export const currencyRules: TableRules = { creating: checkNew, updating: checkRate, deleting: keepUsed };

const required = ['isocurrencycode', 'currencyname', 'currencysymbol', 'currencyprecision', 'exchangerate'];

function checkNew(draft: RowDraft, scope: RuleScope): void {
  for (const name of required)
    if (draft.value(name) === null) throw refusals.argument(`The '${name}' attribute is required for the entity 'transactioncurrency'.`);
  const code = draft.table.columns.get('isocurrencycode');
  if (code !== undefined && draft.store.find(code, draft.value('isocurrencycode')).length > 0) throw refusals.duplicateKey();
  checkRate(draft, scope);
}

function checkRate(draft: RowDraft, { context }: RuleScope): void {
  const rate = draft.value('exchangerate') as number;
  const precision = draft.value('currencyprecision') as number;
  if (rate <= 0 || precision < 0 || precision > 4)
    throw new DataverseError(400, '0x80044330', 'The exchange rate must be positive and the precision between 0 and 4.');
  const base = organizationSetting<string | null>(context.database, 'basecurrencyid', null) === draft.id;
  if (base && draft.sets('exchangerate') && rate !== 1)
    throw refusals.argument('The exchange rate of the base currency cannot be changed.');
}

function keepUsed(row: Row, { context }: RuleScope): void {
  if (organizationSetting<string | null>(context.database, 'basecurrencyid', null) === row.id) {
    throw new DataverseError(405, '0x80040227', 'The base currency of the organization cannot be deleted.');
  }
}
