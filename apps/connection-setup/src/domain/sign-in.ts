/** How Tandem signs in to a system: everything about an account but its secrets. */
import { Secrets } from './secrets';

export interface SignIn {
  readonly tenantId?: string;
  /** Root of the token endpoint; Microsoft Entra ID's own where absent. */
  readonly authority?: string;
  readonly clientId?: string;
  readonly username?: string;
  /** When the client secret ends, ISO 8601, as people entered it: the authority does not tell. */
  readonly secretExpiresAt?: string;
  /** When the certificate ends, ISO 8601, as it says itself. */
  readonly certificateExpiresAt?: string;
}

/** The Dynamics 365 Sales organisation. */
export interface SalesSystem extends SignIn {
  /** The organisation's root. */
  readonly url?: string;
}

/** The Business Central company. */
export interface BusinessCentralSystem extends SignIn {
  /** The environment's root, up to but without `/api`. */
  readonly url?: string;
  readonly companyId?: string;
  readonly companyName?: string;
}

export const sides = ['sales', 'businessCentral'] as const;
export type Side = (typeof sides)[number];

/** The accounts of a connection that sign in, named as their groups of the settings. */
export const accounts = ['sales', 'businessCentral', 'salesOrderUser'] as const;
export type Account = (typeof accounts)[number];

export const defaultAuthority = 'https://login.microsoftonline.com';

/** An account with all that is needed to sign in. */
export type Credentials =
  /** An app registration of Microsoft Entra ID. */
  | {
      readonly kind: 'clientCredentials';
      readonly authority: string;
      readonly tenantId: string;
      readonly clientId: string;
      readonly clientSecret: string;
    }
  /** An app registration that signs with a certificate; certificate and private key as PEM. */
  | {
      readonly kind: 'clientCertificate';
      readonly authority: string;
      readonly tenantId: string;
      readonly clientId: string;
      readonly certificate: string;
    }
  /** On-premises: user and password, or user and web services access key. */
  | { readonly kind: 'basic'; readonly username: string; readonly password: string };

/** The parts of a sign-in that are missing, named as in the REST body. */
export function missingParts(side: Account, signIn: SignIn, present: ReadonlySet<string>): string[] {
  if (signIn.username && !signIn.clientId)
    return passwordNames[side].some((name) => present.has(name)) ? [] : [passwordNames[side].join(' or ')];
  const missing = [signIn.tenantId ? '' : `${side}.tenantId`, signIn.clientId ? '' : `${side}.clientId`];
  const proven = present.has(`${side}.clientSecret`) || present.has(`${side}.certificate`);
  return [...missing, proven ? '' : `${side}.clientSecret`].filter(Boolean);
}

const passwordNames = {
  sales: ['sales.password'],
  businessCentral: ['businessCentral.accessKey', 'businessCentral.password'],
  salesOrderUser: ['salesOrderUser.password'],
} as const;

/** The credentials of an account; undefined while parts are missing. A certificate is preferred to a secret, an access key to a password. */
export function credentialsOf(side: Account, signIn: SignIn, secrets: Secrets): Credentials | undefined {
  if (missingParts(side, signIn, new Set(Object.keys(secrets))).length > 0) return undefined;
  const { authority = defaultAuthority, tenantId = '', clientId = '', username = '' } = signIn;
  const registration = { authority, tenantId, clientId };
  const { [`${side}.certificate` as const]: certificate, [`${side}.clientSecret` as const]: clientSecret = '' } = secrets;
  if (clientId && certificate) return { kind: 'clientCertificate', ...registration, certificate };
  if (clientId) return { kind: 'clientCredentials', ...registration, clientSecret };
  const password = passwordNames[side].map((name) => secrets[name]).find((value) => value !== undefined) ?? '';
  return { kind: 'basic', username, password };
}

/** The account whose limits the system counts. */
export const principalOf = (signIn: SignIn): string => signIn.clientId ?? signIn.username ?? '';
