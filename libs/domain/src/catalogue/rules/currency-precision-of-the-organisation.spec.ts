import { contextOf } from './context-for-test';
import { currencyPrecisionOfTheOrganisation as rule } from './currency-precision-of-the-organisation';

it('a new currency has the precision of the organisation, and only a new one', () => {
  expect(rule.complete({}, contextOf({ surroundings: { currencyPrecision: 4 } }))).toEqual({ values: { currencyprecision: 4 } });
  expect(rule.moment).toBe('onCreate');
});
