/** New currencies have the decimal places that the Sales organisation prescribes. */
import { CompleteRule } from '../../mapping/special-rule';

export const currencyPrecisionOfTheOrganisation: CompleteRule = {
  kind: 'complete',
  moment: 'onCreate',
  name: 'a new currency has the precision of the organisation',
  direction: 'toSales',
  columns: ['currencyprecision'],
  complete: (_source, { surroundings }) => ({ values: { currencyprecision: surroundings.currencyPrecision } }),
};
