/** What is read from both systems when a connection is enabled. */

export interface Facts {
  readonly salesOrganizationId: string;
  readonly salesVersion: string;
  /** The user that Tandem is in Sales. */
  readonly salesUserId: string;
  readonly companyId: string;
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

/** Names the organisation and the company that couplings belong to. */
export const fingerprintOf = (facts: Facts): string =>
  `sales:${facts.salesOrganizationId} businessCentral:${facts.companyId}`.toLowerCase();
