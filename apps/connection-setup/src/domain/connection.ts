/** A connection: two systems, the accounts Tandem uses there, what was chosen, and whether it may run. Changes give a new connection. */
import { Facts, fingerprintOf } from './facts';
import { defaultOptions, Options } from './options';
import { Patch, patched } from './patch';
import { EncryptedSecrets } from './secrets';
import { environmentChanged, mustBeDisabled } from './setup-failures';
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
export type SettingsChange = { readonly name?: string | null } & {
  readonly [Group in Exclude<keyof Settings, 'name'>]?: Patch<Settings[Group]> | null;
};

export interface Connection extends Settings {
  readonly id: string;
  /** Grows with every change; compare-and-swap. */
  readonly version: number;
  readonly enabled: boolean;
  /** Why it needs attention. */
  readonly reason?: string;
  readonly secrets: EncryptedSecrets | null;
  /** Absent before the first enable. */
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
    sales: patched(connection.sales, change.sales),
    businessCentral: patched(connection.businessCentral, change.businessCentral),
    webService: patched(connection.webService, change.webService),
    salesOrderUser: patched(connection.salesOrderUser, change.salesOrderUser),
    options: { ...defaultOptions, ...patched(connection.options, change.options) },
  };
  const fixed = connection.enabled ? fixedWhileEnabled.filter(([, read]) => read(connection) !== read(next)).map(([name]) => name) : [];
  if (fixed.length > 0) throw mustBeDisabled(fixed);
  return next;
}

const fixedWhileEnabled: readonly (readonly [string, (settings: Settings) => unknown])[] = [
  ['sales.url', ({ sales }) => sales.url],
  ['businessCentral.url', ({ businessCentral }) => businessCentral.url],
  ['businessCentral.companyId', ({ businessCentral }) => businessCentral.companyId],
  ['businessCentral.companyName', ({ businessCentral }) => businessCentral.companyName],
  ['options.ownership', ({ options }) => options.ownership],
  ['options.owningTeamId', ({ options }) => options.owningTeamId],
  ['options.unitGroupMapping', ({ options }) => options.unitGroupMapping],
  ['options.priceModel', ({ options }) => options.priceModel],
  ['options.multiCompany', ({ options }) => options.multiCompany],
];

/** Enabled, with what its checks have read. Couplings belong to one organisation and one company: others are refused. */
export function enabled(connection: Connection, facts: Facts): Connection {
  if (connection.facts && fingerprintOf(connection.facts) !== fingerprintOf(facts)) throw environmentChanged(connection.name);
  return { ...connection, enabled: true, reason: undefined, facts };
}

/** Nothing runs any more; couplings, settings and facts stay. */
export const disabled = (connection: Connection): Connection => ({ ...connection, enabled: false, reason: undefined });

/** One of the systems refuses Tandem. */
export const troubled = (connection: Connection, reason: string): Connection =>
  connection.enabled ? { ...connection, reason } : connection;

/** The systems accept Tandem again. */
export const recovered = (connection: Connection): Connection => ({ ...connection, reason: undefined });
