import { accountRules, contactRules, systemUserRules } from './customer-rules';
import { currencyRules } from './currency-rules';
import { stateAndStatus } from './state-and-status';
import { allOf, type TableRules } from './table-rules';

/** Which rules hold for which table. */
const book: Record<string, TableRules> = {
  account: allOf(stateAndStatus, accountRules),
  contact: allOf(stateAndStatus, contactRules),
  systemuser: systemUserRules,
  transactioncurrency: allOf(stateAndStatus, currencyRules),
};

export function rulesOf(table: string): TableRules {
  return book[table] ?? stateAndStatus;
}
