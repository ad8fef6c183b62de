/**
 * Access to the systems of connections, held while it is good: one sign-in at a time per connection and side, and a pause after a refused one. Whether it
 * still leads to the connection's own organisation is looked at again and again.
 */
import { Clock } from '@tandem/domain/clock';
import { asFailure } from '@tandem/domain/failure';
import { Access, AccessIssuer } from '../domain/access';
import { Connection } from '../domain/connection';
import { leadsElsewhere } from '../domain/environment';
import { SecretCipher } from '../domain/secrets';
import { detailsMissing } from '../domain/setup-failures';
import { credentialsOf, Side } from '../domain/sign-in';
import { Times } from '../domain/times';
import { RecogniseEnvironment } from './recognise-environment';

/** After a refused sign-in nobody tries again for this long, unless the credentials change. */
const refusalMs = 60_000;
const hiccupMs = 1_000;

/** Access is given out only while it is good for so much longer, so that nobody has to come back at once. */
const leastLeftMs = 90_000;

interface Held {
  /** The settings and secrets it was fetched with. */
  readonly credentials: string;
  readonly access: Promise<Access>;
  accessId?: string;
  /** Milliseconds since 1970; until then `access` is given out, be it access or a refusal. */
  until: number;
  /** Milliseconds since 1970; until then nobody looks where it leads. */
  readonly recognisedUntil: number;
}

interface AccessParts {
  readonly cipher: SecretCipher;
  readonly issuer: AccessIssuer;
  readonly recognise: RecogniseEnvironment;
  readonly clock: Clock;
  readonly times: Pick<Times, 'accessForMs'>;
}

export class CurrentAccess {
  private readonly held = new Map<string, Held>();

  constructor(private readonly parts: AccessParts) {}

  /**
   * Access that is valid now.
   * @param refusedAccessId access that the system has refused: where it is still the one held, a new one is fetched
   */
  of(connection: Connection, side: Side, refusedAccessId?: string): Promise<Access> {
    const slot = `${connection.id} ${side}`;
    const held = this.held.get(slot);
    const isGood = held && this.isGood(held, credentialsDigest(connection, side), refusedAccessId);
    if (isGood && this.now() < held.recognisedUntil) return held.access;
    const next = isGood
      ? this.hold(connection, side, this.lookAgain(connection, side, held.access), held)
      : this.hold(connection, side, this.signIn(connection, side));
    this.held.set(slot, next);
    return next.access;
  }

  /** Forgets a connection. */
  forget(connectionId: string): void {
    for (const slot of this.held.keys()) if (slot.startsWith(`${connectionId} `)) this.held.delete(slot);
  }

  private isGood(held: Held, credentials: string, refusedAccessId?: string): boolean {
    const refused = held.accessId !== undefined && held.accessId === refusedAccessId;
    return held.credentials === credentials && !refused && this.now() < held.until;
  }

  /** @param known what is looked at again: it keeps its end where it stays */
  private hold(connection: Connection, side: Side, access: Promise<Access>, known?: Held): Held {
    const recognisedUntil = this.now() + this.parts.times.accessForMs / 2;
    const credentials = credentialsDigest(connection, side);
    const held: Held = { credentials, access, accessId: known?.accessId, until: known?.until ?? Infinity, recognisedUntil };
    access.then(
      ({ accessId, expiresAt }) => {
        if (accessId !== known?.accessId) Object.assign(held, { accessId, until: this.givenOutUntil(expiresAt) });
      },
      (thrown: unknown) => Object.assign(held, { accessId: undefined, until: this.now() + pauseAfter(thrown) }),
    );
    return held;
  }

  private givenOutUntil(expiresAt: Date): number {
    const now = this.now();
    const life = expiresAt.getTime() - now;
    return now + Math.max(life - leastLeftMs, life / 2);
  }

  private async signIn(connection: Connection, side: Side): Promise<Access> {
    const { url } = connection[side];
    const credentials = credentialsOf(side, connection[side], await this.parts.cipher.decrypt(connection.id, connection.secrets));
    if (!credentials || !url) throw detailsMissing([side]);
    const access = await this.parts.issuer.issue({ side, url, credentials });
    await this.parts.recognise.run(connection, side, access);
    return access;
  }

  /** The access as it is, where it still leads to the same organisation. Where Sales does not say, signing in anew tells why. */
  private async lookAgain(connection: Connection, side: Side, held: Promise<Access>): Promise<Access> {
    const access = await held;
    try {
      await this.parts.recognise.run(connection, side, access);
      return access;
    } catch (thrown) {
      if (leadsElsewhere(thrown)) throw thrown;
      return this.signIn(connection, side);
    }
  }

  private now(): number {
    return this.parts.clock.now().getTime();
  }
}

function pauseAfter(thrown: unknown): number {
  const { kind, retryAfterMs } = asFailure(thrown);
  return kind === 'misconfigured' ? refusalMs : kind === 'transient' ? (retryAfterMs ?? hiccupMs) : 0;
}

/** Changes as soon as anything changes that access depends on; secrets take part as they are stored, encrypted. */
function credentialsDigest(connection: Connection, side: Side): string {
  const secrets = Object.entries(connection.secrets?.values ?? {}).filter(([name]) => name.startsWith(`${side}.`));
  return JSON.stringify([connection[side], connection.environment, secrets]);
}
