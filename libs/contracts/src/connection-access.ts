/** What other services ask of connection-setup: who a connection is, short-lived access to its systems, the facts a mapping needs. */
import { Type } from 'class-transformer';
import { IsBase64, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { ConnectionReference, ConnectionState, connectionStates } from './connection';
import { ChosenOptions, Ownership, ownerships } from './connection-options';
import { request } from './contract';
import { Sealed } from './sealed';

/** Who a connection is and whether it may run; no secrets, safe to cache until `connection.v1.changed`. */
export class ConnectionSummary {
  @IsUUID() id!: string;
  @IsString() name!: string;
  @IsBoolean() enabled!: boolean;
  /** Not enabled, but previews and dry runs may be made: nothing that writes to either system. */
  @IsOptional() @IsBoolean() rehearsing?: boolean;
  @IsIn(connectionStates) state!: ConnectionState;
  @IsOptional() @IsString() reason?: string;
  @IsObject() options!: ChosenOptions;
  /** The account whose service limits are used (client id or user name), and the host that counts them; empty before they are set. */
  @IsString() salesPrincipal!: string;
  @IsString() salesHost!: string;
  @IsString() businessCentralPrincipal!: string;
  @IsString() businessCentralHost!: string;
  /** Names the organisation and the company that the couplings belong to; another one means a copied environment. Absent before the first enable. */
  @IsOptional() @IsString() fingerprint?: string;
}

export const connectedSides = ['sales', 'businessCentral'] as const;
export type ConnectedSide = (typeof connectedSides)[number];

/** Asks for access to one system; the answer is sealed to `publicKey`. */
export class GrantAccess extends ConnectionReference {
  @IsIn(connectedSides) side!: ConnectedSide;
  /** X25519 public key made for this one question. Raw 32 bytes, base64. */
  @IsBase64() @MaxLength(44) publicKey!: string;
  /** The `accessId` that the system has refused (401): a new one is fetched unless somebody else has done so already. */
  @IsOptional() @IsUUID() refusedAccessId?: string;
  /** For a person's question: a disabled connection gives access too, once its checks have passed. */
  @IsOptional() @IsBoolean() evenIfDisabled?: boolean;
}

/** Access for a short while: kept in memory only, never logged. What `AccessGranted.access` holds. */
export interface GrantedAccess {
  readonly accessId: string;
  /** Sales: the organisation's root. Business Central: the environment's root, up to but without `/api`. */
  readonly url: string;
  /** Value of the authorization header. */
  readonly authorization: string;
  /** When it must be asked for again, UTC ISO 8601. */
  readonly expiresAt: string;
  /** Business Central: SystemId of the company. */
  readonly companyId?: string;
}

export class AccessGranted {
  @ValidateNested() @Type(() => Sealed) access!: Sealed<GrantedAccess>;
}

/** What a mapping needs to know beyond the records: read when the connection was enabled. */
export class ConnectionSurroundings {
  /** Business Central: code of the local currency, which currency columns show as blank. */
  @IsString() localCurrencyCode!: string;
  /** Id of that currency's row in Sales. */
  @IsUUID() localCurrencySalesId!: string;
  /** Sales: ISO code of the organisation's base currency. */
  @IsString() baseCurrencyCode!: string;
  @IsUUID() baseCurrencySalesId!: string;
  /** Sales: decimals of money columns. */
  @IsInt() currencyPrecision!: number;
  @IsUUID() companyId!: string;
  @IsIn(ownerships) ownership!: Ownership;
  /** With ownership `team`. */
  @IsOptional() @IsUUID() owningTeamId?: string;
  @IsObject() options!: ChosenOptions;
}

export class AskPublicKey {}

/** The key that `NewConnection` and `ConnectionChanges` are sealed to. */
export class PublicKey {
  /** Raw 32 bytes, base64. */
  @IsBase64() publicKey!: string;
}

/** A system refuses Tandem: the connection needs attention until a check passes or its credentials change. */
export class ReportTrouble extends ConnectionReference {
  @IsString() @MaxLength(100) code!: string;
  @IsString() @MaxLength(2_000) message!: string;
}

export class TroubleNoted {
  @IsIn(connectionStates) state!: ConnectionState;
}

export const connectionSummary = request('connection.v1.summary', { input: ConnectionReference, output: ConnectionSummary });
export const grantAccess = request('connection.v1.grant-access', { input: GrantAccess, output: AccessGranted, timeoutMs: 30_000 });
export const connectionSurroundings = request('connection.v1.surroundings', { input: ConnectionReference, output: ConnectionSurroundings });
export const publicKey = request('connection.v1.public-key', { input: AskPublicKey, output: PublicKey });
export const reportTrouble = request('connection.v1.report-trouble', { input: ReportTrouble, output: TroubleNoted });
