/** What an administrator chooses about a connection, beyond addresses and accounts. */

/** The choices; those that have no default may be absent. */
export interface Options {
  /** Who owns rows in Sales: the user coupled with the salesperson, or one team. */
  readonly ownership: 'person' | 'team';
  /** With ownership `team`; absent: the default team of the integration user's business unit. */
  readonly owningTeamId?: string;
  readonly unitGroupMapping: boolean;
  readonly priceModel: 'classic' | 'extended';
  readonly itemAvailability: boolean;
  readonly salesOrderIntegration: 'off' | 'legacy' | 'bidirectional';
  readonly autoCreateSalesOrders: boolean;
  readonly autoProcessQuotes: boolean;
  readonly writeInProduct?: string;
  readonly freightAccount?: string;
  readonly defaultPriceListName?: string;
  /** Several companies share the Sales organisation. */
  readonly multiCompany: boolean;
  /** Names of the mappings that take part; absent: all. */
  readonly mappings?: readonly string[];
  readonly businessCentralWebUrl?: string;
}

/** What holds where nothing has been chosen. */
export const defaultOptions: Options = {
  ownership: 'person',
  unitGroupMapping: true,
  priceModel: 'extended',
  itemAvailability: false,
  salesOrderIntegration: 'off',
  autoCreateSalesOrders: false,
  autoProcessQuotes: false,
  multiCompany: false,
};
