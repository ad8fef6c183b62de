import { Failure } from '@tandem/domain/failure';
import { ApiTokens } from '../domain/api-tokens';

/** Takes an API token away; its next use is refused. */
export class RevokeApiToken {
  constructor(private readonly tokens: ApiTokens) {}

  /** @throws Failure `rejected` `token.notFound` */
  async run(id: string): Promise<void> {
    if (await this.tokens.remove(id)) return;
    throw new Failure('rejected', 'token.notFound', 'There is no such token; it may have been revoked already.', {
      help: 'GET /api/v1/tokens lists the tokens that exist.',
    });
  }
}
