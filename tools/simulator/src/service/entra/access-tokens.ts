import { randomBytes } from 'node:crypto';
import type { SettableClock } from '../settable-clock';

/** A token that was given out; its text is opaque. */
export interface AccessToken {
  readonly clientId: string;
  /** The resource it is for, without a slash at the end. */
  readonly audience: string;
  /** Milliseconds since 1970, settable clock. */
  readonly expiresAt: number;
}

export class AccessTokens {
  /** Seconds; what `expires_in` says. */
  lifetimeSeconds = 3599;
  private readonly issued = new Map<string, AccessToken>();

  constructor(private readonly clock: SettableClock) {}

  issue(clientId: string, audience: string): string {
    const text = `sim.${randomBytes(32).toString('base64url')}`;
    this.issued.set(text, { clientId, audience, expiresAt: this.clock.now() + this.lifetimeSeconds * 1000 });
    return text;
  }

  /** The token's meaning while it is valid for one of the audiences; otherwise `undefined`. */
  check(text: string, audiences: ReadonlySet<string>): AccessToken | undefined {
    const token = this.issued.get(text);
    if (token === undefined || token.expiresAt <= this.clock.now() || !audiences.has(token.audience)) return undefined;
    return token;
  }

  /** Every token given out so far stops working (of one application, or of all). */
  revoke(clientId?: string): void {
    for (const [text, token] of this.issued) if (clientId === undefined || token.clientId === clientId) this.issued.delete(text);
  }
}
