/** The currencies: the local currency of Business Central and the base currency of Sales must both be rows of Sales. */
import { baseCurrencyUnknown, localCurrencyMissing } from '../setup-failures';
import { SalesCurrency, SalesSettings } from '../systems';

export interface Currencies {
  readonly local: SalesCurrency;
  readonly base: SalesCurrency;
}

export function checkCurrencies(localCurrencyCode: string, settings: SalesSettings, currencies: readonly SalesCurrency[]): Currencies {
  const local = currencies.find(({ isoCode }) => isoCode.toUpperCase() === localCurrencyCode.toUpperCase());
  if (!local) throw localCurrencyMissing(localCurrencyCode);
  const base = currencies.find(({ id }) => id === settings.baseCurrencyId);
  if (!base) throw baseCurrencyUnknown();
  return { local, base };
}
