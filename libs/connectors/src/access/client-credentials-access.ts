/** Access to one system by client credentials: one token at a time, renewed early, asked for once however many need it. */
import { Clock } from '@tandem/domain/clock';
import { asFailure, Failure } from '@tandem/domain/failure';
import { AccessSource, ServiceAccess } from '@tandem/domain/ports/service-access';
import { AccessToken, ClientCredentials, EntraTokenClient } from './entra-token-client';

export interface SystemAddress {
  readonly url: string;
  readonly companyId?: string;
}

/** A token is renewed this long before it ends. */
const renewBeforeMs = 5 * 60_000;
/** Two renewals that callers ask for lie at least so far apart: a service that refuses every token must not make us ask for ever new ones. */
const renewalGapMs = 10_000;
/** A refusal is believed for so long before the authority is asked again. */
const refusalBelievedMs = 60_000;

export class ClientCredentialsAccess extends AccessSource {
  private token: AccessToken | undefined;
  private acquiredAt = Number.NEGATIVE_INFINITY;
  private asking: Promise<AccessToken> | undefined;
  private refusal: { readonly failure: Failure; readonly at: number } | undefined;

  constructor(
    private readonly parts: {
      readonly tokens: EntraTokenClient;
      readonly credentials: ClientCredentials;
      readonly address: SystemAddress;
      readonly clock: Clock;
    },
  ) {
    super();
  }

  async current(refused?: ServiceAccess): Promise<ServiceAccess> {
    const token = await this.validToken(refused !== undefined && refused.authorization === this.token?.authorization);
    return { ...this.parts.address, authorization: token.authorization, expiresAt: token.expiresAt };
  }

  private validToken(renew: boolean): Promise<AccessToken> | AccessToken {
    const now = this.parts.clock.now().getTime();
    if (this.asking) return this.asking;
    if (this.token && this.token.expiresAt.getTime() - now > renewBeforeMs && !(renew && now - this.acquiredAt > renewalGapMs))
      return this.token;
    if (this.refusal && now - this.refusal.at < refusalBelievedMs) throw this.refusal.failure;
    this.asking = this.ask().finally(() => (this.asking = undefined));
    return this.asking;
  }

  private async ask(): Promise<AccessToken> {
    try {
      this.token = await this.parts.tokens.acquire(this.parts.credentials);
      this.acquiredAt = this.parts.clock.now().getTime();
      this.refusal = undefined;
      return this.token;
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.kind === 'misconfigured') this.refusal = { failure, at: this.parts.clock.now().getTime() };
      throw failure;
    }
  }
}
