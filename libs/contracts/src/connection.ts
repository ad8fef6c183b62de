/** What may be asked of connection-setup by people: create, read, change, test, enable, disable, delete a connection. */
import { Type } from 'class-transformer';
import {
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { ConnectionChanges, NewConnection } from './connection-body';
import { ChosenOptions } from './connection-options';
import { event, request } from './contract';
import { Sealed } from './sealed';

/**
 * - `disabled`: nothing runs; `reason` says why where Tandem did it
 * - `enabled`: jobs run
 * - `needsAttention`: enabled, but one of the systems refuses Tandem; `reason` says what must be put right
 */
export const connectionStates = ['disabled', 'enabled', 'needsAttention'] as const;
export type ConnectionState = (typeof connectionStates)[number];

/** What is known about a sign-in: ids show their last four characters, secrets only whether they are there. */
export interface SignInView {
  readonly tenantId?: string;
  readonly authority?: string;
  readonly clientId?: string;
  readonly username?: string;
  readonly hasClientSecret: boolean;
  /** As people entered it. */
  readonly secretExpiresAt?: string;
  readonly hasCertificate?: boolean;
  /** As the certificate says itself. */
  readonly certificateExpiresAt?: string;
  readonly hasPassword: boolean;
}

export interface SalesSystemView extends SignInView {
  readonly url?: string;
}

export interface BusinessCentralSystemView extends SignInView {
  readonly url?: string;
  readonly companyId?: string;
  readonly companyName?: string;
  readonly hasAccessKey: boolean;
}

/** What was read from both systems when the connection was enabled; forgotten when it is disabled. */
export interface ConnectionFacts {
  readonly salesOrganizationId: string;
  readonly salesVersion: string;
  readonly companyId: string;
  readonly companyName: string;
  readonly extensionVersion: string;
  readonly localCurrencyCode: string;
  readonly baseCurrencyCode: string;
  readonly currencyPrecision: number;
}

/** A connection as people read it; never a secret. */
export class ConnectionView {
  @IsUUID() id!: string;
  @IsString() name!: string;
  @IsBoolean() enabled!: boolean;
  @IsIn(connectionStates) state!: ConnectionState;
  @IsOptional() @IsString() reason?: string;
  /** Grows with every change: the ETag of `If-Match`. */
  @IsInt() version!: number;
  @IsObject() sales!: SalesSystemView;
  @IsObject() businessCentral!: BusinessCentralSystemView;
  @IsOptional() @IsObject() webService?: { readonly username?: string; readonly hasAccessKey: boolean };
  @IsOptional() @IsObject() salesOrderUser?: SignInView;
  @IsObject() options!: ChosenOptions;
  /** What was read from both systems; only while it is enabled, or rehearsed for a dry run. */
  @IsOptional() @IsObject() facts?: ConnectionFacts;
  @IsISO8601() createdAt!: string;
  @IsISO8601() changedAt!: string;
}

export class ConnectionReference {
  @IsUUID() connectionId!: string;
}

export class CreateConnection {
  @ValidateNested() @Type(() => Sealed) connection!: Sealed<NewConnection>;
}

export class ChangeConnection extends ConnectionReference {
  @ValidateNested() @Type(() => Sealed) changes!: Sealed<ConnectionChanges>;
  /** The version that was read; another one now refuses the change (`connection.changedMeanwhile`). */
  @IsOptional() @IsInt() version?: number;
}

export class ListConnections {
  @IsInt() @Min(1) @Max(500) limit!: number;
  @IsOptional() @IsString() cursor?: string;
}

export class ConnectionList {
  @ValidateNested({ each: true }) @Type(() => ConnectionView) items!: ConnectionView[];
  @IsOptional() @IsString() nextCursor?: string;
}

export class ConnectionDeleted {
  @IsUUID() connectionId!: string;
}

/** What is looked at by `test` and `enable`, in this order. */
export const connectionChecks = [
  'details',
  'addresses',
  'credentials',
  'salesToken',
  'salesAnswers',
  'salesEnvironment',
  'salesUser',
  'salesRoles',
  'salesPrivileges',
  'salesSolution',
  'changeTracking',
  'changeNotifications',
  'organizationSettings',
  'owningTeam',
  'salesOrderUser',
  'businessCentralToken',
  'businessCentralAnswers',
  'company',
  'businessCentralEnvironment',
  'companionExtension',
  'experience',
  'webServiceUser',
  'currencies',
] as const;
export type ConnectionCheck = (typeof connectionChecks)[number];

/** The outcome of one check. */
export interface Finding {
  readonly check: ConnectionCheck;
  readonly side?: 'sales' | 'businessCentral';
  /** `warned`: it works as it is, but somebody should do something about it. `notChecked`: an earlier check that it needs has failed. */
  readonly state: 'passed' | 'warned' | 'failed' | 'notChecked';
  /** What was found, for the reader's confidence (`Version 9.2.25093.00168`); with `passed`. */
  readonly message?: string;
  /** With `failed` and `warned`: a code of `docs/failures.md`. */
  readonly code?: string;
  /** With `setup.connectionFailed`: the finer code (`connection.unreachable`, `connection.secretWrong`, …). */
  readonly reason?: string;
  readonly cause?: string;
  readonly remedy?: string;
  /** What may be chosen instead, where there is a choice (the companies of Business Central). */
  readonly choices?: readonly string[];
}

export class ConnectionTested {
  @IsUUID() connectionId!: string;
  @IsBoolean() passed!: boolean;
  @IsArray() findings!: Finding[];
  @IsISO8601() testedAt!: string;
}

/** Something about a connection has changed; ask for its summary. */
export class ConnectionChanged {
  @IsUUID() connectionId!: string;
  @IsIn(['created', 'changed', 'enabled', 'disabled', 'deleted', 'needsAttention', 'recovered'])
  change!: 'created' | 'changed' | 'enabled' | 'disabled' | 'deleted' | 'needsAttention' | 'recovered';
}

export const createConnection = request('connection.v1.create', { input: CreateConnection, output: ConnectionView });
export const getConnection = request('connection.v1.get', { input: ConnectionReference, output: ConnectionView });
export const listConnections = request('connection.v1.list', { input: ListConnections, output: ConnectionList });
export const changeConnection = request('connection.v1.change', { input: ChangeConnection, output: ConnectionView, timeoutMs: 60_000 });
export const deleteConnection = request('connection.v1.delete', { input: ConnectionReference, output: ConnectionDeleted });
export const testConnection = request('connection.v1.test', { input: ConnectionReference, output: ConnectionTested, timeoutMs: 60_000 });
export const enableConnection = request('connection.v1.enable', { input: ConnectionReference, output: ConnectionView, timeoutMs: 60_000 });
/** Sales is told as well; one that does not answer takes its time, and keeps nobody from it. */
export const disableConnection = request('connection.v1.disable', {
  input: ConnectionReference,
  output: ConnectionView,
  timeoutMs: 60_000,
});
/** A person's word that the environment which the connection leads to now takes the place of the one it was made for; only while it is disabled. */
export const acceptEnvironment = request('connection.v1.accept-environment', {
  input: ConnectionReference,
  output: ConnectionView,
  timeoutMs: 60_000,
});
export const connectionChanged = event('connection.v1.changed', { body: ConnectionChanged });
