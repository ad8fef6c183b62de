/** Asks Microsoft Entra ID for access tokens with client credentials. */
import { setTimeout as wait } from 'node:timers/promises';
import { Clock } from '@tandem/domain/clock';
import { HttpTransport } from '../http/http-transport';
import { jsonOf, unexpectedAnswer } from '../http/json-answer';
import { RetryPolicy } from '../http/retry-policy';
import { entraFailure } from './entra-errors';

/** An app registration and what it asks access to. */
export interface ClientCredentials {
  /** Root of the authority, `https://login.microsoftonline.com`. */
  readonly authority: string;
  /** GUID or domain. */
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
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
      const exchange = await this.transport.send(tokenRequest(credentials));
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

const tokenRequest = ({ authority, tenantId, clientId, clientSecret, scope }: ClientCredentials) => ({
  method: 'POST' as const,
  url: `${authority.replace(/\/+$/, '')}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`,
  headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
  body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope }).toString(),
});
