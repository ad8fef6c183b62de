/** What an administrator chooses about a connection, beyond addresses and accounts. */
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  IsUrl,
  Matches,
  MaxLength,
} from 'class-validator';

/** Who owns rows in Sales: the user coupled with the salesperson, or one team. */
export const ownerships = ['person', 'team'] as const;
export type Ownership = (typeof ownerships)[number];

/** What price lists of Sales stand for: customer price groups with their sales prices (`classic`), or price lists (`extended`). */
export const priceModels = ['classic', 'extended'] as const;
export type PriceModel = (typeof priceModels)[number];

/** `legacy`: submitted orders are handed over once; `bidirectional`: orders travel both ways. */
export const salesOrderIntegrations = ['off', 'legacy', 'bidirectional'] as const;
export type SalesOrderIntegration = (typeof salesOrderIntegrations)[number];

/** All are optional on the way in; `ChosenOptions` is what holds after the defaults. */
export class ConnectionOptions {
  @IsOptional() @IsIn(ownerships) ownership?: Ownership;

  /** With ownership `team`: the owning team; absent: the default team of the integration user's business unit. */
  @IsOptional() @IsUUID() owningTeamId?: string;

  /** Unit groups are synchronised (true) or units alone. Changed only while the connection is disabled. */
  @IsOptional() @IsBoolean() unitGroupMapping?: boolean;

  @IsOptional() @IsIn(priceModels) priceModel?: PriceModel;

  @IsOptional() @IsBoolean() itemAvailability?: boolean;

  @IsOptional() @IsIn(salesOrderIntegrations) salesOrderIntegration?: SalesOrderIntegration;

  /** Submitted orders become orders in Business Central by themselves. */
  @IsOptional() @IsBoolean() autoCreateSalesOrders?: boolean;

  @IsOptional() @IsBoolean() autoProcessQuotes?: boolean;

  /** Number of the item or resource that stands for write-in products. */
  @IsOptional() @IsString() @MaxLength(20) writeInProduct?: string;

  /** Number of the ledger account that freight amounts go to. */
  @IsOptional() @IsString() @MaxLength(20) freightAccount?: string;

  @IsOptional() @IsString() @MaxLength(100) defaultPriceListName?: string;

  /** Several companies share the Sales organisation: rows are stamped and filtered by company. */
  @IsOptional() @IsBoolean() multiCompany?: boolean;

  /** Names of the mappings that take part (`CUSTOMER`); absent: all. */
  @IsOptional() @IsArray() @ArrayMaxSize(200) @ArrayUnique() @Matches(/^[A-Z][A-Z0-9 -]{0,79}$/, { each: true }) mappings?: string[];

  /** Root of links that open a record in Business Central's web client. */
  @IsOptional() @IsUrl({ require_tld: false, require_protocol: true, protocols: ['https', 'http'] }) businessCentralWebUrl?: string;
}

/** The options that hold, defaults filled in. */
export type ChosenOptions = Required<
  Pick<
    ConnectionOptions,
    | 'ownership'
    | 'unitGroupMapping'
    | 'priceModel'
    | 'itemAvailability'
    | 'salesOrderIntegration'
    | 'autoCreateSalesOrders'
    | 'autoProcessQuotes'
    | 'multiCompany'
  >
> &
  ConnectionOptions;

/** What holds where nothing has been chosen. */
export const defaultOptions: ChosenOptions = {
  ownership: 'person',
  unitGroupMapping: true,
  priceModel: 'extended',
  itemAvailability: false,
  salesOrderIntegration: 'off',
  autoCreateSalesOrders: false,
  autoProcessQuotes: false,
  multiCompany: false,
};
