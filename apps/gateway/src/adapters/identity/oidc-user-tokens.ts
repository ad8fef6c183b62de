/** Bearer tokens of an OpenID Connect provider: signature, issuer, audience, times and an allow-list of algorithms. */
import { createRemoteJWKSet, errors, JWTPayload, jwtVerify, JWTVerifyGetKey } from 'jose';
import { Failure } from '@tandem/domain/failure';
import { Principal } from '../../domain/principal';
import { knownRoles } from '../../domain/role';
import { RefusedToken, UserTokens } from '../../domain/user-tokens';

export interface OidcSettings {
  /** Exactly as tokens name it in `iss`. */
  readonly issuer: string;
  /** One of the audiences must be in `aud`. */
  readonly audiences: readonly string[];
  /** Address of the key set; found through the issuer's discovery document where absent. */
  readonly keysUrl?: string;
  /** Claim that lists roles. */
  readonly rolesClaim: string;
  /** Claim that lists the connections a person may know of; all where a token does not have it. */
  readonly connectionsClaim: string;
  /** An unknown key id makes the key set be read again, at most this often, in milliseconds. */
  readonly keysCooldownMs: number;
}

/** Public-key algorithms only: a symmetric one would accept a token signed with our copy of the public key. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'];
const clockToleranceSeconds = 5;
const patienceMs = 5_000;

export class OidcUserTokens extends UserTokens {
  private keys?: Promise<JWTVerifyGetKey>;

  constructor(private readonly settings: OidcSettings) {
    super();
  }

  async read(token: string): Promise<Principal | RefusedToken> {
    try {
      return this.principalOf(await this.verify(token, await this.keySet()));
    } catch (thrown) {
      return { refused: reasonOf(thrown) };
    }
  }

  private async verify(token: string, keys: JWTVerifyGetKey): Promise<JWTPayload> {
    const { issuer, audiences } = this.settings;
    const expected = {
      issuer,
      audience: [...audiences],
      algorithms,
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ['sub', 'exp'],
    };
    const { payload } = await jwtVerify(token, keys, expected);
    if (typeof payload.sub === 'string' && payload.sub !== '') return payload;
    throw new errors.JWTClaimValidationFailed('The subject is not a text.', payload, 'sub');
  }

  private principalOf(claims: JWTPayload): Principal {
    const { rolesClaim, connectionsClaim } = this.settings;
    const connections = claims[connectionsClaim] === undefined ? undefined : texts(claims[connectionsClaim]);
    const name = String(claims.name ?? claims.preferred_username ?? claims.sub);
    return {
      id: `user:${claims.sub}`,
      name,
      roles: knownRoles(texts(claims[rolesClaim])),
      connections,
      expiresAt: new Date(claims.exp! * 1_000),
    };
  }

  private keySet(): Promise<JWTVerifyGetKey> {
    this.keys ??= this.openKeySet().catch((thrown: unknown) => {
      this.keys = undefined;
      throw unavailable(thrown);
    });
    return this.keys;
  }

  private async openKeySet(): Promise<JWTVerifyGetKey> {
    const url = this.settings.keysUrl ?? (await this.discoverKeysUrl());
    return createRemoteJWKSet(new URL(url), { cooldownDuration: this.settings.keysCooldownMs, timeoutDuration: patienceMs });
  }

  private async discoverKeysUrl(): Promise<string> {
    const address = `${this.settings.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(patienceMs) });
    const { issuer, jwks_uri: keysUrl } = (await answer.json()) as { issuer?: unknown; jwks_uri?: unknown };
    if (issuer !== this.settings.issuer || typeof keysUrl !== 'string')
      throw new Error(`${address} does not describe the issuer that is configured`);
    return keysUrl;
  }
}

/** A list as providers write it: an array, or one text with blanks. */
function texts(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ').filter(Boolean);
  return Array.isArray(claim) ? claim.filter((entry) => typeof entry === 'string') : [];
}

const reasons: readonly (readonly [new (...args: never[]) => Error, string])[] = [
  [errors.JWTExpired, 'The token has expired.'],
  [errors.JOSEAlgNotAllowed, 'The token is signed with an algorithm that is not accepted.'],
  [errors.JWKSNoMatchingKey, 'The token is signed with a key that the identity provider does not have.'],
  [errors.JWKSMultipleMatchingKeys, 'The token does not name the key it is signed with.'],
  [errors.JWSSignatureVerificationFailed, 'The signature of the token is not right.'],
  [errors.JOSENotSupported, 'The token has a form that is not accepted.'],
  [errors.JWTInvalid, 'The token is malformed.'],
  [errors.JWSInvalid, 'The token is malformed.'],
];

/** Why a token is refused; throws on where the fault is not the token's. */
function reasonOf(thrown: unknown): string {
  if (thrown instanceof errors.JWTClaimValidationFailed) return `The claim "${thrown.claim}" of the token is not right.`;
  const known = reasons.find(([kind]) => thrown instanceof kind);
  if (known) return known[1];
  throw thrown instanceof Failure ? thrown : unavailable(thrown);
}

const unavailable = (cause: unknown): Failure =>
  new Failure('transient', 'identity.unavailable', 'The keys of the identity provider cannot be read.', { retryAfterMs: 2_000 }, { cause });
