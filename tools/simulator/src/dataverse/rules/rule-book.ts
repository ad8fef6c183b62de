import { businessUnitRules } from './business-unit-rules';
import { accountRules, contactRules, systemUserRules } from './customer-rules';
import { currencyRules } from './currency-rules';
import { headerRules } from './document-rules';
import { linesRules } from './line-rules';
import { noteRules } from './note-rules';
import { priceListItemRules, priceListRules } from './price-rules';
import { productRules } from './product-rules';
import { stateAndStatus } from './state-and-status';
import { allOf, type TableRules } from './table-rules';
import { unitGroupRules, unitRules } from './unit-rules';

/** Which rules hold for which table; consistent states hold for all. */
const book: Record<string, TableRules> = {
  account: accountRules,
  contact: contactRules,
  systemuser: systemUserRules,
  businessunit: businessUnitRules,
  transactioncurrency: currencyRules,
  uomschedule: unitGroupRules,
  uom: unitRules,
  product: productRules,
  pricelevel: priceListRules,
  productpricelevel: priceListItemRules,
  annotation: noteRules,
  ...headerRules,
  ...linesRules,
};

const complete = new Map<string, TableRules>();

export function rulesOf(table: string): TableRules {
  let rules = complete.get(table);
  if (rules === undefined) complete.set(table, (rules = allOf(stateAndStatus, book[table] ?? {})));
  return rules;
}
