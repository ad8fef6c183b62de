/** Signs in: at Microsoft Entra ID for a token, or, on-premises, by putting user and key into a header. */
import { randomUUID } from 'node:crypto';
import { ClientCertificate } from '@tandem/connectors/access/client-certificate';
import { AppRegistration, ClientProof, EntraTokenClient } from '@tandem/connectors/access/entra-token-client';
import { basicAuthorization } from '@tandem/connectors/access/fixed-access';
import { Clock } from '@tandem/domain/clock';
import { Access, AccessIssuer, SignInRequest } from '../domain/access';
import { Credentials } from '../domain/sign-in';

const minute = 60_000;

/** The resource that tokens for Business Central online are asked for, whatever the environment. */
const businessCentralResource = 'https://api.businesscentral.dynamics.com';

/** The header of a user and key never expires; whoever holds it must ask again after this time. */
const basicLifetimeMs = 5 * minute;

/** Tokens are given back this long before they expire, so that a request that has begun ends in time. */
const marginMs = 5 * minute;

export class HttpAccessIssuer extends AccessIssuer {
  constructor(
    private readonly tokens: EntraTokenClient,
    private readonly clock: Clock,
  ) {
    super();
  }

  async issue({ side, url, credentials }: SignInRequest): Promise<Access> {
    const resource = side === 'sales' ? url : businessCentralResource;
    return { accessId: randomUUID(), url, ...(await this.authorize(credentials, `${resource}/.default`)) };
  }

  private async authorize(credentials: Credentials, scope: string): Promise<Pick<Access, 'authorization' | 'expiresAt'>> {
    const now = this.clock.now().getTime();
    if (credentials.kind === 'basic') {
      const { username, password } = credentials;
      return { authorization: basicAuthorization(username, password), expiresAt: new Date(now + basicLifetimeMs) };
    }
    const { authorization, expiresAt } = await this.tokens.acquire({ ...registrationOf(credentials), scope });
    const life = expiresAt.getTime() - now;
    return { authorization, expiresAt: new Date(now + Math.max(life - marginMs, life / 2)) };
  }
}

function registrationOf(credentials: Exclude<Credentials, { kind: 'basic' }>): Omit<AppRegistration, 'scope'> & ClientProof {
  const { authority, tenantId, clientId } = credentials;
  const proof =
    credentials.kind === 'clientCertificate'
      ? { certificate: ClientCertificate.fromPem(credentials.certificate) }
      : { clientSecret: credentials.clientSecret };
  return { authority, tenantId, clientId, ...proof };
}
