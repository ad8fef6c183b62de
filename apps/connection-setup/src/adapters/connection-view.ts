/** What people and services get to see of a connection: ids masked, secrets only as being there or not. */
import { BusinessCentralSystemView, ConnectionView, SignInView } from '@tandem/contracts/connection';
import { ConnectionSummary, ConnectionSurroundings } from '@tandem/contracts/connection-access';
import { ChosenOptions } from '@tandem/contracts/connection-options';
import { Connection, stateOf } from '../domain/connection';
import { fingerprintOf } from '../domain/environment';
import { Facts } from '../domain/facts';
import { Options } from '../domain/options';
import { SecretName } from '../domain/secrets';
import { notEnabled } from '../domain/setup-failures';
import { principalOf, SignIn } from '../domain/sign-in';

const shownCharacters = 4;

/** The last four characters, which is enough to recognise an id and not enough to use it. */
export const masked = (id: string | undefined): string | undefined => id && `…${id.slice(-shownCharacters)}`;

const optionsOf = (options: Options): ChosenOptions => ({ ...options, mappings: options.mappings && [...options.mappings] });

export function toView(connection: Connection): ConnectionView {
  const has = (name: SecretName): boolean => connection.secrets?.values[name] !== undefined;
  const signIn = (
    group: 'sales' | 'businessCentral' | 'salesOrderUser',
    { tenantId, clientId, authority, username, secretExpiresAt, certificateExpiresAt }: SignIn,
  ): SignInView => ({
    tenantId: masked(tenantId),
    clientId: masked(clientId),
    authority,
    username,
    hasClientSecret: has(`${group}.clientSecret`),
    secretExpiresAt,
    hasCertificate: has(`${group}.certificate`),
    certificateExpiresAt,
    hasPassword: has(`${group}.password`),
  });
  const { id, name, enabled, reason, version, sales, businessCentral, webService, salesOrderUser, options, facts } = connection;
  return {
    ...{ id, name, enabled, state: stateOf(connection), reason, version },
    sales: { url: sales.url, ...signIn('sales', sales) },
    businessCentral: {
      ...companyOf(businessCentral),
      ...signIn('businessCentral', businessCentral),
      hasAccessKey: has('businessCentral.accessKey'),
    },
    webService: { ...webService, hasAccessKey: has('webService.accessKey') },
    salesOrderUser: signIn('salesOrderUser', salesOrderUser),
    options: optionsOf(options),
    facts: facts && shownFacts(facts),
    createdAt: connection.createdAt.toISOString(),
    changedAt: connection.changedAt.toISOString(),
  };
}

type CompanyView = Pick<BusinessCentralSystemView, 'url' | 'companyId' | 'companyName'>;
const companyOf = ({ url, companyId, companyName }: CompanyView): CompanyView => ({ url, companyId, companyName });

const shownFacts = (facts: Facts): ConnectionView['facts'] => {
  const {
    salesOrganizationId,
    salesVersion,
    companyId,
    companyName,
    extensionVersion,
    localCurrencyCode,
    baseCurrencyCode,
    currencyPrecision,
  } = facts;
  return {
    salesOrganizationId,
    salesVersion,
    companyId,
    companyName,
    extensionVersion,
    localCurrencyCode,
    baseCurrencyCode,
    currencyPrecision,
  };
};

export function toSummary(connection: Connection): ConnectionSummary {
  const { id, name, enabled, rehearsing, reason, options, sales, businessCentral, environment } = connection;
  return {
    ...{ id, name, enabled, rehearsing, state: stateOf(connection), reason },
    options: optionsOf(options),
    salesPrincipal: principalOf(sales),
    salesHost: hostOf(sales.url),
    businessCentralPrincipal: principalOf(businessCentral),
    businessCentralHost: hostOf(businessCentral.url),
    fingerprint: environment && fingerprintOf(environment),
  };
}

const hostOf = (url: string | undefined): string => (url ? new URL(url).host : '');

export function toSurroundings({ name, facts, options }: Connection): ConnectionSurroundings {
  if (!facts) throw notEnabled(name);
  const { localCurrencyCode, localCurrencySalesId, baseCurrencyCode, baseCurrencySalesId, currencyPrecision, companyId, owningTeamId } =
    facts;
  const currencies = { localCurrencyCode, localCurrencySalesId, baseCurrencyCode, baseCurrencySalesId, currencyPrecision };
  return { ...currencies, companyId, ownership: options.ownership, owningTeamId, options: optionsOf(options) };
}
