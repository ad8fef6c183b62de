import { contextOf } from './context-for-test';
import { symbolOrIsoCode as rule } from './symbol-or-iso-code';

describe('a currency without a symbol shows its code', () => {
  it.each(['', null])('symbol %j becomes the code', (symbol) => {
    expect(rule.apply({ code: 'SEK', symbol }, contextOf())).toEqual({ code: 'SEK', symbol: 'SEK' });
  });
  it('a symbol stays', () => {
    expect(rule.apply({ code: 'EUR', symbol: '€' }, contextOf())).toEqual({ code: 'EUR', symbol: '€' });
  });
});
