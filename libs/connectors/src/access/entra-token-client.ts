/** Asks Microsoft Entra ID for access tokens with client credentials: a secret, or an assertion signed with a certificate. */
import { setTimeout as wait } from 'node:timers/promises';
import { Clock } from '@tandem/domain/clock';
import { HttpTransport } from '../http/http-transport';
import { jsonOf, unexpectedAnswer } from '../http/json-answer';
import { RetryPolicy } from '../http/retry-policy';
import { AssertionClaims, assertionType, clientAssertion } from './client-assertion';
import { ClientCertificate } from './client-certificate';
import { entraFailure } from './entra-errors';

/** What proves that an app registration is itself. */
export type ClientProof = { readonly clientSecret: string } | { readonly certificate: ClientCertificate };

/** An app registration, its proof and what it asks access to. */
export type ClientCredentials = AppRegistration & ClientProof;

export interface AppRegistration {
  /** Root of the authority, `https://login.microsoftonline.com`. */
  readonly authority: string;
  /** GUID or domain. */
  readonly tenantId: string;
  readonly clientId: string;
  /** The resource with `/.default`: the organisation's root, or `https://api.businesscentral.dynamics.com/.default`. */
  readonly scope: string;
}

/** A token as it goes into the authorization header; never logged. */
export interface AccessToken {
  readonly authorization: string;
  readonly expiresAt: Date;
}

/** Longest wait for a busy authority before the failure is reported. */
const attempts = new RetryPolicy({ attempts: 3, firstDelayMs: 300, longestDelayMs: 3_000, longestWaitMs: 5_000 });

export class EntraTokenClient {
  constructor(
    private readonly transport: HttpTransport,
    private readonly clock: Clock,
  ) {}

  /** A new token. Throws `misconfigured` (`credentials.…`) where the authority refuses, `transient` where it can't be reached. */
  async acquire(credentials: ClientCredentials): Promise<AccessToken> {
    for (let attempt = 1; ; attempt++) {
      const exchange = await this.transport.send(tokenRequest(credentials, this.clock.now()));
      const verdict = attempts.judge(exchange, attempt, true);
      if (verdict.kind === 'again') await wait(verdict.waitMs);
      else if (exchange.kind === 'unanswered') throw exchange.failure;
      else if (exchange.status !== 200) throw entraFailure(exchange);
      else return this.tokenIn(jsonOf(exchange));
    }
  }

  private tokenIn(body: Readonly<Record<string, unknown>>): AccessToken {
    const seconds = Number(body.expires_in);
    if (typeof body.access_token !== 'string' || !(seconds > 0)) throw unexpectedAnswer('no access token');
    return { authorization: `Bearer ${body.access_token}`, expiresAt: new Date(this.clock.now().getTime() + seconds * 1000) };
  }
}

const tokenRequest = (credentials: ClientCredentials, now: Date) => {
  const { authority, tenantId, clientId, scope } = credentials;
  const url = `${authority.replace(/\/+$/, '')}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`;
  const asked = { grant_type: 'client_credentials', client_id: clientId, scope };
  return {
    method: 'POST' as const,
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams({ ...asked, ...proofOf(credentials, { clientId, audience: url, now }) }).toString(),
  };
};

const proofOf = (proof: ClientProof, claims: AssertionClaims): Record<string, string> =>
  'certificate' in proof
    ? { client_assertion_type: assertionType, client_assertion: clientAssertion(proof.certificate, claims) }
    : { client_secret: proof.clientSecret };
