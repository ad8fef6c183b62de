import { headerOf, jsonAnswer, type ServiceAnswer, type ServiceRequest } from '../exchange';
import type { SettableClock } from '../settable-clock';
import type { AccessTokens } from './access-tokens';
import type { AppRegistration, AppRegistrations } from './app-registrations';
import { assertionHolds } from './client-assertion';
import { entraError, type EntraErrorNumber } from './entra-error';

/** `POST /{tenant}/oauth2/v2.0/token`: the client-credentials flow of Microsoft Entra ID as far as a service needs it. */

export const tokenPath = /^\/([^/]+)\/oauth2\/v2\.0\/token$/;

/** The tenant whose endpoint answers; its domain name is accepted as well. */
export const tenant = { id: '7a1f0c5e-2d3b-4c6a-9e8d-5b4c3a2f1e0d', domain: 'cronus.example' };

const grantKinds = new Set(['client_credentials']);
const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const domain = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

export class TokenEndpoint {
  /** Resources that tokens may be asked for, without a slash at the end. */
  readonly resources = new Set<string>();

  constructor(
    private readonly registrations: AppRegistrations,
    private readonly tokens: AccessTokens,
    private readonly clock: SettableClock,
  ) {}

  answer(request: ServiceRequest): ServiceAnswer {
    const form = new URLSearchParams(request.body.toString('utf8'));
    readBasic(headerOf(request, 'authorization'), form);
    const refusal = this.refusalOf(request.path, form);
    if (refusal !== undefined) return entraError(refusal, new Date(this.clock.now()));
    const clientId = (this.registrations.find(form.get('client_id') ?? '') as AppRegistration).clientId;
    const expiresIn = this.tokens.lifetimeSeconds;
    const token = this.tokens.issue(clientId, resourceOf(form.get('scope') ?? ''));
    return jsonAnswer(
      200,
      { token_type: 'Bearer', expires_in: expiresIn, ext_expires_in: expiresIn, access_token: token },
      { 'Cache-Control': 'no-store' },
    );
  }

  private refusalOf(path: string, form: URLSearchParams): EntraErrorNumber | undefined {
    return (
      refusedTenant(tokenPath.exec(path)?.[1] ?? '') ??
      refusedGrant(form) ??
      this.refusedScope(form.get('scope') ?? '') ??
      this.refusedClient(path, form)
    );
  }

  private refusedScope(scope: string): EntraErrorNumber | undefined {
    if (scope.includes(' ')) return 70011;
    if (!scope.endsWith('/.default')) return 1002012;
    return this.resources.has(resourceOf(scope)) ? undefined : 500011;
  }

  private refusedClient(path: string, form: URLSearchParams): EntraErrorNumber | undefined {
    const registration = this.registrations.find(form.get('client_id') ?? '');
    if (registration === undefined) return 700016;
    const refused = form.has('client_assertion') ? this.refusedAssertion(path, form, registration) : this.refusedSecret(form, registration);
    return refused ?? (registration.blocked === true ? 53003 : undefined);
  }

  private refusedAssertion(path: string, form: URLSearchParams, registration: AppRegistration): EntraErrorNumber | undefined {
    if (form.get('client_assertion_type') !== assertionType) return 7000218;
    return assertionHolds(form.get('client_assertion') ?? '', registration, path, this.clock.now()) ? undefined : 700027;
  }

  private refusedSecret(form: URLSearchParams, registration: AppRegistration): EntraErrorNumber | undefined {
    const value = form.get('client_secret');
    if (value === null || value === '') return 7000218;
    const secret = registration.secrets.find((candidate) => candidate.value === value);
    if (secret === undefined) return 7000215;
    return secret.expiresAt !== undefined && secret.expiresAt <= this.clock.now() ? 7000222 : undefined;
  }
}

function refusedTenant(name: string): EntraErrorNumber | undefined {
  if (name.toLowerCase() === tenant.id || name.toLowerCase() === tenant.domain) return undefined;
  return guid.test(name) || domain.test(name) ? 90002 : 900023;
}

function refusedGrant(form: URLSearchParams): EntraErrorNumber | undefined {
  if (!form.has('grant_type') || !form.has('client_id') || !form.has('scope')) return 900144;
  return grantKinds.has(form.get('grant_type') ?? '') ? undefined : 70003;
}

function resourceOf(scope: string): string {
  return scope.replace(/\/\.default$/, '').replace(/\/$/, '');
}

/** Client id and secret may come as an HTTP Basic header, form-encoded first (RFC 6749 section 2.3.1). */
function readBasic(authorization: string | undefined, form: URLSearchParams): void {
  if (authorization === undefined || !authorization.startsWith('Basic ')) return;
  const [id, ...secret] = Buffer.from(authorization.slice(6), 'base64').toString('utf8').split(':');
  form.set('client_id', formDecoded(id ?? ''));
  form.set('client_secret', formDecoded(secret.join(':')));
}

function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
