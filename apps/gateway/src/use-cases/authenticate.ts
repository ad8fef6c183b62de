import { timingSafeEqual } from 'node:crypto';
import { Clock } from '@tandem/domain/clock';
import { ApiToken, holderOf, isValidAt } from '../domain/api-token';
import { ApiTokens } from '../domain/api-tokens';
import { Principal } from '../domain/principal';
import { RefusedToken, UserTokens } from '../domain/user-tokens';
import { digestOf } from './api-token-text';

const localAdministrator: Principal = { id: 'local-administrator', name: 'Local administrator', roles: ['admin'] };
const bearerForm = /^Bearer +([\x21-\x7e]+)$/i;
const jsonWebTokenForm = /^[\w-]+\.[\w-]+\.[\w-]*$/;
const longestToken = 8_192;
const useIsNotedEachMs = 60_000;

/** Finds out who sent an `Authorization` header. */
export class Authenticate {
  private readonly administratorDigest?: Buffer;

  /** @param administratorToken token of the local administrator, from the environment; only its digest is kept here */
  constructor(
    private readonly tokens: ApiTokens,
    private readonly users: UserTokens,
    private readonly clock: Clock,
    administratorToken?: string,
  ) {
    this.administratorDigest = administratorToken ? digestOf(administratorToken) : undefined;
  }

  /** The caller, or why the header does not count. */
  async run(authorization: string | undefined): Promise<Principal | RefusedToken> {
    const text = bearerForm.exec(authorization ?? '')?.[1];
    if (!text) return { refused: 'The request carries no bearer token.' };
    if (text.length > longestToken) return { refused: 'The bearer token is too long.' };
    const digest = digestOf(text);
    if (this.administratorDigest && timingSafeEqual(digest, this.administratorDigest)) return localAdministrator;
    return jsonWebTokenForm.test(text) ? this.users.read(text) : this.holder(digest);
  }

  private async holder(digest: Buffer): Promise<Principal | RefusedToken> {
    const token = await this.tokens.withDigest(digest);
    const now = this.clock.now();
    if (!token) return { refused: 'The token is not known, or has been revoked.' };
    if (!isValidAt(token, now)) return { refused: 'The token has expired.' };
    await this.noteUse(token, now);
    return holderOf(token);
  }

  private async noteUse({ id, lastUsedAt }: ApiToken, now: Date): Promise<void> {
    if (lastUsedAt && now.getTime() - lastUsedAt.getTime() < useIsNotedEachMs) return;
    await this.tokens.markUsed(id, now);
  }
}
