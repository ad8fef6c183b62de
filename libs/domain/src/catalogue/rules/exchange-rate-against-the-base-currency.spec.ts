import { Failure } from '../../failure';
import { Values } from '../../value';
import { contextOf } from './context-for-test';
import { exchangeRateAgainstTheBaseCurrency as rule } from './exchange-rate-against-the-base-currency';

const rate = (
  currencyCode: string,
  exchangeRateAmount: number,
  relationalExchangeRateAmount: number,
  startingDate = '2025-01-01',
): Values => ({
  currencyCode,
  startingDate,
  exchangeRateAmount,
  relationalExchangeRateAmount,
});
const rates = [rate('USD', 100, 80), rate('EUR', 100, 90), rate('JPY', 100, 0), rate('EUR', 100, 50, '2030-01-01')];

const result = (code: string, context = contextOf({ rows: { currencyExchangeRates: rates } })) => rule.complete({ code }, context);
const rateOf = (code: string, context?: ReturnType<typeof contextOf>) => {
  const completion = result(code, context);
  return completion instanceof Failure ? completion.code : completion.values['exchangerate'];
};

describe('the exchange rate is stated against the base currency of Sales', () => {
  it('the base currency itself has rate 1', () => {
    expect(rateOf('USD')).toBe(1);
  });
  it('another currency has the cross rate of the two, rounded to ten places', () => {
    expect(rateOf('EUR')).toBe(0.8888888889);
  });
  it('the local currency counts with factor 1, though it has no rate', () => {
    expect(rateOf('GBP')).toBe(0.8);
  });
  it('with the local currency as base, the rate of Business Central is the rate', () => {
    const context = contextOf({ surroundings: { baseCurrencyCode: 'GBP' }, rows: { currencyExchangeRates: rates } });
    expect(rateOf('EUR', context)).toBe(1.1111111111);
  });
  it('a rate that begins later does not count yet', () => {
    const context = contextOf({ surroundings: { workDate: '2031-01-01' }, rows: { currencyExchangeRates: rates } });
    expect(rateOf('EUR', context)).toBe(1.6);
  });
  it('a rate that begins later is looked at again on that day, and so is one of the base currency', () => {
    const later = [rate('EUR', 100, 60, '2028-06-01'), rate('USD', 100, 70, '2027-01-01')];
    const nextLookOn = (code: string, rows = [...rates, ...later]) =>
      rule.nextLookOn?.({ code }, contextOf({ rows: { currencyExchangeRates: rows } }));
    expect(nextLookOn('EUR')).toBe('2027-01-01');
    expect(nextLookOn('EUR', [...rates, later[0]!])).toBe('2028-06-01');
    expect(nextLookOn('CHF')).toBe('2027-01-01');
    expect(nextLookOn('USD')).toBeUndefined();
    expect(nextLookOn('JPY', rates)).toBeUndefined();
  });
  it('a currency without a rate is refused', () => {
    expect(rateOf('CHF')).toBe('currency.noRate');
    expect(rateOf('JPY')).toBe('currency.noRate');
  });
  it('a base currency that Business Central does not know is refused', () => {
    expect(rateOf('EUR', contextOf({ surroundings: { baseCurrencyCode: 'BRL' }, rows: { currencyExchangeRates: rates } }))).toBe(
      'currency.baseUnknown',
    );
  });
});
