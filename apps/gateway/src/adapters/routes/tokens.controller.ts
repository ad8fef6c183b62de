import { Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiTokens } from '../../domain/api-tokens';
import type { Principal } from '../../domain/principal';
import { CreateApiToken } from '../../use-cases/create-api-token';
import { RevokeApiToken } from '../../use-cases/revoke-api-token';
import { Caller } from '../http/caller';
import { Input } from '../http/input';
import { Describes, Roles } from '../http/operation';
import { CreatedToken, CreateTokenRequest, TokenList, TokenReference, toView } from './token-bodies';
import { v1 } from './version-1';

/** API tokens: credentials for programs. */
@Controller(v1('tokens'))
export class TokensController {
  constructor(
    private readonly tokens: ApiTokens,
    private readonly createToken: CreateApiToken,
    private readonly revokeToken: RevokeApiToken,
  ) {}

  @Get()
  @Roles('admin')
  @Describes({ summary: 'Lists API tokens, the newest first; never their text', answer: TokenList, everyConnection: true })
  async list(): Promise<TokenList> {
    return { items: (await this.tokens.list()).map(toView) };
  }

  @Post()
  @Roles('admin')
  @Describes({
    summary: 'Creates an API token; its text is shown this once',
    input: CreateTokenRequest,
    answer: CreatedToken,
    status: 201,
    everyConnection: true,
  })
  async create(@Input() { expiresAt, ...wish }: CreateTokenRequest, @Caller() caller: Principal): Promise<CreatedToken> {
    const { token, text } = await this.createToken.run({ ...wish, expiresAt: expiresAt ? new Date(expiresAt) : undefined }, caller);
    return { ...toView(token), token: text };
  }

  @Delete(':tokenId')
  @Roles('admin')
  @Describes({ summary: 'Revokes an API token at once', input: TokenReference, status: 204, everyConnection: true })
  async revoke(@Input() { tokenId }: TokenReference): Promise<void> {
    await this.revokeToken.run(tokenId);
  }
}
