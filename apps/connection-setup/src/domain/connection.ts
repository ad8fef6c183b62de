/** A connection: two systems, the accounts Tandem uses there, what was chosen, and whether it may run. Changes give a new connection. */
import { SalesEntered, withoutConnectionString } from './connection-string';
import { checkEnvironment, Environment, KnownEnvironment } from './environment';
import { Facts } from './facts';
import { defaultOptions, Options } from './options';
import { Patch, patched } from './patch';
import { EncryptedSecrets } from './secrets';
import { mustBeDisabled } from './setup-failures';
import { BusinessCentralSystem, SalesSystem, SignIn } from './sign-in';

export interface WebServiceUser {
  readonly username?: string;
}

/** What people write about a connection; its secrets are kept apart. */
export interface Settings {
  readonly name: string;
  readonly sales: SalesSystem;
  readonly businessCentral: BusinessCentralSystem;
  readonly webService: WebServiceUser;
  readonly salesOrderUser: SignIn;
  readonly options: Options;
}

/** A change to the settings: any part of any group. */
export type SettingsChange = {
  readonly name?: string | null;
  readonly sales?: SalesEntered | null;
  /** A person wants what the change asks to be confirmed. */
  readonly confirm?: boolean;
} & {
  readonly [Group in Exclude<keyof Settings, 'name' | 'sales'>]?: Patch<Settings[Group]> | null;
};

export interface Connection extends Settings {
  readonly id: string;
  /** Grows with every change; compare-and-swap. */
  readonly version: number;
  readonly enabled: boolean;
  /** Not enabled, but its systems may be read for previews and dry runs. */
  readonly rehearsing: boolean;
  /** Why it needs attention. */
  readonly reason?: string;
  readonly secrets: EncryptedSecrets | null;
  /** The organisation and company that it belongs to; absent before the checks have passed for the first time. */
  readonly environment?: KnownEnvironment;
  /** What its checks have read; only while it is enabled or rehearsing. */
  readonly facts?: Facts;
  readonly createdAt: Date;
  readonly changedAt: Date;
}

export type ConnectionState = 'disabled' | 'enabled' | 'needsAttention';

export const stateOf = ({ enabled, reason }: Connection): ConnectionState =>
  !enabled ? 'disabled' : reason === undefined ? 'enabled' : 'needsAttention';

/** A new connection; disabled until its checks pass. */
export const newConnection = (id: string, name: string, now: Date): Connection => ({
  id,
  name,
  version: 1,
  enabled: false,
  rehearsing: false,
  sales: {},
  businessCentral: {},
  webService: {},
  salesOrderUser: {},
  options: defaultOptions,
  secrets: null,
  createdAt: now,
  changedAt: now,
});

/** The settings after a change. What decides where records go may change only while the connection is disabled. */
export function changed(connection: Connection, change: SettingsChange): Connection {
  const next: Connection = {
    ...connection,
    name: change.name ?? connection.name,
    sales: patched(connection.sales, change.sales && withoutConnectionString(change.sales)),
    businessCentral: patched(connection.businessCentral, change.businessCentral),
    webService: patched(connection.webService, change.webService),
    salesOrderUser: patched(connection.salesOrderUser, change.salesOrderUser),
    options: { ...defaultOptions, ...patched(connection.options, change.options) },
  };
  const fixed = connection.enabled ? fixedWhileEnabled.filter(([, read]) => read(connection) !== read(next)).map(([name]) => name) : [];
  if (fixed.length > 0) throw mustBeDisabled(fixed);
  return connection.environment?.bound || sameAddresses(connection, next) ? next : { ...next, environment: undefined };
}

/** Before the first enable there is nothing that could belong to another environment: a corrected address begins anew. */
const sameAddresses = (before: Settings, after: Settings): boolean => addresses.every(([, read]) => read(before) === read(after));

type FixedSetting = readonly [name: string, read: (settings: Settings) => unknown];

/** What decides which organisation and company a connection leads to. */
const addresses: readonly FixedSetting[] = [
  ['sales.url', ({ sales }) => sales.url],
  ['businessCentral.url', ({ businessCentral }) => businessCentral.url],
  ['businessCentral.companyId', ({ businessCentral }) => businessCentral.companyId],
  ['businessCentral.companyName', ({ businessCentral }) => businessCentral.companyName],
];

const fixedWhileEnabled: readonly FixedSetting[] = [
  ...addresses,
  ['options.ownership', ({ options }) => options.ownership],
  ['options.owningTeamId', ({ options }) => options.owningTeamId],
  ['options.unitGroupMapping', ({ options }) => options.unitGroupMapping],
  ['options.priceModel', ({ options }) => options.priceModel],
  ['options.multiCompany', ({ options }) => options.multiCompany],
];

/** Enabled, with what its checks have read. Couplings belong to one organisation and one company: others are refused. */
export function enabled(connection: Connection, facts: Facts): Connection {
  checkEnvironment(connection.environment, facts);
  return { ...bound(connection, facts), enabled: true, rehearsing: false, reason: undefined, facts };
}

/** Not enabled yet, but its systems may be read from now on for previews and dry runs: its checks have passed. Couplings may be made, which belong to them. */
export function rehearsing(connection: Connection, facts: Facts): Connection {
  checkEnvironment(connection.environment, facts);
  return { ...bound(connection, facts), rehearsing: true, facts };
}

/** Belongs from now on to the organisation and company that its checks have found. */
export const recognised = (connection: Connection, { salesOrganizationId, companyId }: Environment): Connection => ({
  ...connection,
  environment: { salesOrganizationId, companyId, ...(connection.environment?.bound && { bound: true }) },
});

/** From now on couplings may belong to its environment. */
const bound = (connection: Connection, { salesOrganizationId, companyId }: Environment): Connection => ({
  ...connection,
  environment: { salesOrganizationId, companyId, bound: true },
});

/** Nothing runs any more, and what was read is forgotten; couplings and settings stay. The reason says why where nobody has asked for it. */
export const disabled = (connection: Connection, reason?: string): Connection => ({
  ...connection,
  enabled: false,
  rehearsing: false,
  reason,
  facts: undefined,
});

/** One of the systems refuses Tandem. */
export const troubled = (connection: Connection, reason: string): Connection =>
  connection.enabled ? { ...connection, reason } : connection;

/** The systems accept Tandem again. */
export const recovered = (connection: Connection): Connection => ({ ...connection, reason: undefined });
