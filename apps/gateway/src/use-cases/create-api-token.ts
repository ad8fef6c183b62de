import { randomUUID } from 'node:crypto';
import { Clock } from '@tandem/domain/clock';
import { Failure } from '@tandem/domain/failure';
import { ApiToken } from '../domain/api-token';
import { ApiTokens } from '../domain/api-tokens';
import { Principal } from '../domain/principal';
import { Role } from '../domain/role';
import { digestOf, freshTokenText } from './api-token-text';

export interface TokenWish {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly connections?: readonly string[];
  readonly expiresAt?: Date;
}

/** Creates an API token and shows its text for the only time. */
export class CreateApiToken {
  constructor(
    private readonly tokens: ApiTokens,
    private readonly clock: Clock,
  ) {}

  /** @throws Failure `rejected` `token.alreadyExpired` */
  async run(wish: TokenWish, creator: Principal): Promise<{ token: ApiToken; text: string }> {
    const now = this.clock.now();
    if (wish.expiresAt && wish.expiresAt <= now) {
      throw new Failure('rejected', 'token.alreadyExpired', 'The token would end before it begins.', {
        help: 'Give an expiry in the future, or none.',
      });
    }
    const token = { ...this.unused(wish), createdBy: creator.id, createdAt: now };
    const text = freshTokenText();
    await this.tokens.add(token, digestOf(text));
    return { token, text };
  }

  private unused({ name, roles, connections, expiresAt }: TokenWish) {
    return { id: randomUUID(), name, roles, connections: connections ?? null, expiresAt: expiresAt ?? null, lastUsedAt: null };
  }
}
