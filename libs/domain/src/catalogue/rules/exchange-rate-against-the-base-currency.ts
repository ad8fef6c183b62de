/**
 * Sales states a rate as units of the currency per unit of the organisation's base currency; Business Central states amounts against its local currency.
 * The base currency need not be the local one: then the rate is the cross rate of the two on the work date.
 */
import { Failure } from '../../failure';
import { StoredRecord } from '../../ports/record-store';
import { CompleteRule, RuleContext } from '../../mapping/special-rule';
import { businessCentral } from '../../tables/business-central';

/** Units of each currency per unit of the local currency, by the newest rate that has begun. */
function factorsOn(workDate: string, rates: readonly StoredRecord[]): Map<string, number> {
  const begun = rates
    .filter(({ values }) => String(values['startingDate']) <= workDate && Number(values['relationalExchangeRateAmount']) !== 0)
    .sort((a, b) => (String(a.values['startingDate']) < String(b.values['startingDate']) ? -1 : 1));
  return new Map(
    begun.map(({ values }) => [
      String(values['currencyCode']),
      Number(values['exchangeRateAmount']) / Number(values['relationalExchangeRateAmount']),
    ]),
  );
}

function factors({ rows, memory, surroundings }: RuleContext): Map<string, number> {
  const known = memory.get('factors') as Map<string, number> | undefined;
  if (known) return known;
  const found = factorsOn(surroundings.workDate, rows[businessCentral.currencyExchangeRates.name] ?? []);
  found.set(surroundings.localCurrencyCode, 1);
  memory.set('factors', found);
  return found;
}

const rejected = (code: string, message: string, help: string) => new Failure('rejected', code, message, { help });

const round10 = (rate: number): number => Number(rate.toFixed(10));

export const exchangeRateAgainstTheBaseCurrency: CompleteRule = {
  kind: 'complete',
  moment: 'always',
  name: 'the exchange rate is stated against the base currency of Sales',
  direction: 'toSales',
  columns: ['exchangerate'],
  reads: [
    {
      table: businessCentral.currencyExchangeRates,
      columns: ['currencyCode', 'startingDate', 'exchangeRateAmount', 'relationalExchangeRateAmount'],
    },
  ],
  complete(source, context) {
    const code = String(source['code']);
    const base = context.surroundings.baseCurrencyCode;
    if (code === base) return { values: { exchangerate: 1 } };
    const rates = factors(context);
    const perLocal = rates.get(code);
    const basePerLocal = rates.get(base);
    if (basePerLocal === undefined)
      return rejected(
        'currency.baseUnknown',
        `The base currency ${base} of Sales has no exchange rate in Business Central.`,
        `Add ${base} with an exchange rate to the currencies of Business Central.`,
      );
    if (perLocal === undefined || perLocal === 0)
      return rejected(
        'currency.noRate',
        `Currency ${code} has no exchange rate in Business Central.`,
        `Add an exchange rate for ${code} that has begun.`,
      );
    return { values: { exchangerate: round10(perLocal / basePerLocal) } };
  },
  nextLookOn(source, { rows, surroundings: { workDate, baseCurrencyCode } }) {
    if (source['code'] === baseCurrencyCode) return undefined;
    const days = (rows[businessCentral.currencyExchangeRates.name] ?? [])
      .filter(({ values }) => values['currencyCode'] === source['code'] || values['currencyCode'] === baseCurrencyCode)
      .map(({ values }) => String(values['startingDate']))
      .filter((day) => day > workDate);
    return days.sort()[0];
  },
};
