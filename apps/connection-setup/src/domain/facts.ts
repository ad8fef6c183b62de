/** What is read from both systems when a connection is enabled. */
import { Environment } from './environment';

export interface Facts extends Environment {
  readonly salesVersion: string;
  /** The user that Tandem is in Sales. */
  readonly salesUserId: string;
  readonly companyName: string;
  /** Of the companion extension. */
  readonly extensionVersion: string;
  readonly localCurrencyCode: string;
  /** Id of the local currency's row in Sales. */
  readonly localCurrencySalesId: string;
  readonly baseCurrencyCode: string;
  readonly baseCurrencySalesId: string;
  /** Decimals of money in Sales. */
  readonly currencyPrecision: number;
  /** With ownership `team`. */
  readonly owningTeamId?: string;
}
