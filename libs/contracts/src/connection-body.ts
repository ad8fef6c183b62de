/** A connection as people write it: the body of the REST surface. Holds secrets in clear and therefore crosses the bus only as `Sealed<…>`. */
import { Type } from 'class-transformer';
import { IsBoolean, IsISO8601, IsOptional, IsString, IsUUID, Length, Matches, MaxLength, ValidateNested } from 'class-validator';
import { ConnectionOptions } from './connection-options';

/** How Tandem signs in to a system: as an app registration of Microsoft Entra ID, or on-premises with user and password or access key. */
export class SignIn {
  /** Entra tenant: a GUID or a domain. */
  @IsOptional() @IsString() @Matches(/^[A-Za-z0-9.-]{1,253}$/) tenantId?: string;

  /** Root of the token endpoint; `https://login.microsoftonline.com` where absent. */
  @IsOptional() @IsString() @MaxLength(500) authority?: string;

  /** Client id of the app registration; not as it is shown, with an ellipsis. */
  @IsOptional() @IsString() @Matches(/^[A-Za-z0-9._~-]{1,100}$/) clientId?: string;

  /** Write-only. */
  @IsOptional() @IsString() @Length(1, 1_000) clientSecret?: string;

  /** When the client secret ends, so that Tandem can warn in time: Microsoft Entra ID does not tell. */
  @IsOptional() @IsISO8601({ strict: true }) secretExpiresAt?: string;

  /** Certificate and private key as PEM, one after the other; used instead of a secret. Write-only. */
  @IsOptional() @IsString() @Length(1, 20_000) certificate?: string;

  /** On-premises: `DOMAIN\user` or `user@domain` for Sales, the user's name for Business Central. */
  @IsOptional() @IsString() @Length(1, 250) username?: string;

  /** Write-only. */
  @IsOptional() @IsString() @Length(1, 1_000) password?: string;
}

/** The Dynamics 365 Sales organisation. */
export class SalesSystem extends SignIn {
  /** The organisation's root, `https://contoso.crm4.dynamics.com`. */
  @IsOptional() @IsString() @MaxLength(500) url?: string;

  /** A connection string of the product (`Url=…;UserName=…;Password={PASSWORD}`) in place of address and account; secrets stand beside it. Write-only. */
  @IsOptional() @IsString() @Length(1, 2_000) connectionString?: string;
}

/** The Business Central company. */
export class BusinessCentralSystem extends SignIn {
  /** The environment's root, up to but without `/api`: `https://api.businesscentral.dynamics.com/v2.0/{tenant}/{environment}`. */
  @IsOptional() @IsString() @MaxLength(500) url?: string;

  /** SystemId of the company; or its name. */
  @IsOptional() @IsUUID() companyId?: string;

  @IsOptional() @IsString() @Length(1, 30) companyName?: string;

  /** Web services access key that goes with the user. Write-only. */
  @IsOptional() @IsString() @Length(1, 1_000) accessKey?: string;
}

/** The user that item availability is read with. */
export class WebServiceUser {
  @IsOptional() @IsString() @Length(1, 250) username?: string;

  /** Web services access key. Write-only. */
  @IsOptional() @IsString() @Length(1, 1_000) accessKey?: string;
}

/** What a new connection and a change have in common; all of it may follow later, `enable` asks for what is missing. */
export class ConnectionDetails {
  @IsOptional() @ValidateNested() @Type(() => SalesSystem) sales?: SalesSystem;

  @IsOptional() @ValidateNested() @Type(() => BusinessCentralSystem) businessCentral?: BusinessCentralSystem;

  @IsOptional() @ValidateNested() @Type(() => WebServiceUser) webService?: WebServiceUser;

  /** The account that hands orders over in Sales; the integration user where absent. */
  @IsOptional() @ValidateNested() @Type(() => SignIn) salesOrderUser?: SignIn;

  @IsOptional() @ValidateNested() @Type(() => ConnectionOptions) options?: ConnectionOptions;

  /** You want what the change asks to be confirmed (`setup.orderConfirm`). */
  @IsOptional() @IsBoolean() confirm?: boolean;
}

/** Body of `POST /connections`. */
export class NewConnection extends ConnectionDetails {
  @IsString() @Length(1, 100) name!: string;
}

/** Body of `PATCH /connections/{id}`: what is absent stays, null clears. */
export class ConnectionChanges extends ConnectionDetails {
  @IsOptional() @IsString() @Length(1, 100) name?: string;
}
