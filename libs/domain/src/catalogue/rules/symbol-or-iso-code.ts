/** Sales demands a symbol: a currency without one shows its ISO code. */
import { NormaliseRule } from '../../mapping/special-rule';

export const symbolOrIsoCode: NormaliseRule = {
  kind: 'normalise',
  name: 'a currency without a symbol shows its code',
  direction: 'toSales',
  apply: (source) => (source['symbol'] ? source : { ...source, symbol: source['code'] ?? null }),
};
