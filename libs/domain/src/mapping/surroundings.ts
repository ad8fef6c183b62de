/** Facts about the two organisations that are the same for every record of a run. */

export interface Surroundings {
  /** ISO code of Business Central's local currency, and the Sales currency that it is. */
  readonly localCurrencyCode: string;
  readonly localCurrencySalesId: string;
  /** ISO code of the base currency of the Sales organisation. */
  readonly baseCurrencyCode: string;
  /** Decimal places for currencies that the Sales organisation prescribes. */
  readonly currencyPrecision: number;
  /** SystemId of the company in Business Central, stamped on rows in Sales. */
  readonly companyId: string;
  /** Whether rows of other companies are left alone; off: the company column is neither stamped nor filtered. */
  readonly companyScoped: boolean;
  /** The team that owns rows under the team model. */
  readonly owningTeamId: string | null;
  /** Business Central template for new records, by table name; a blank one is left out. */
  readonly templates: Readonly<Record<string, string>>;
  /** Today in the company's time zone, `yyyy-MM-dd`: the work date of exchange rates. */
  readonly workDate: string;
}
