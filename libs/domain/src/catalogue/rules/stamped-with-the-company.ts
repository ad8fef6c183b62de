/** Rows of Sales carry the company they belong to, so that another company's synchronisation leaves them alone. */
import { CompleteRule, nothingToAdd } from '../../mapping/special-rule';

export const stampedWithTheCompany: CompleteRule = {
  kind: 'complete',
  moment: 'always',
  name: 'a row is stamped with the company it belongs to',
  direction: 'toSales',
  columns: ['tandem_companyid'],
  complete: (_source, { surroundings }) =>
    surroundings.companyScoped ? { values: { tandem_companyid: surroundings.companyId } } : nothingToAdd,
};
