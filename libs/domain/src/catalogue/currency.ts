/** Currencies → transaction currencies, with the rate against the base currency of Sales. */
import { defineTableMapping, watches } from '../mapping/table-mapping';
import { businessCentral } from '../tables/business-central';
import { sales } from '../tables/sales';
import { currencyPrecisionOfTheOrganisation } from './rules/currency-precision-of-the-organisation';
import { exchangeRateAgainstTheBaseCurrency } from './rules/exchange-rate-against-the-base-currency';
import { symbolOrIsoCode } from './rules/symbol-or-iso-code';

export const currency = defineTableMapping({
  name: 'CURRENCY',
  businessCentral: businessCentral.currencies,
  sales: sales.transactionCurrencies,
  direction: 'toSales',
  matchOn: [[['code', 'isocurrencycode']]],
  label: { businessCentral: ['code', 'displayName'], sales: ['isocurrencycode', 'currencyname'] },
  fields: (f) => [f.toSales('code', 'isocurrencycode'), f.toSales('symbol', 'currencysymbol'), f.toSales('displayName', 'currencyname')],
  alsoWatches: [watches(businessCentral.currencyExchangeRates, 'currencyCode', { concernsAll: 'baseCurrencyCode' })],
  rules: [symbolOrIsoCode, currencyPrecisionOfTheOrganisation, exchangeRateAgainstTheBaseCurrency],
});
