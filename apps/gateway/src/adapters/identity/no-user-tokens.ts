import { RefusedToken, UserTokens } from '../../domain/user-tokens';

/** Stands where no identity provider is configured: only API tokens count. */
export class NoUserTokens extends UserTokens {
  read(): Promise<RefusedToken> {
    return Promise.resolve({ refused: 'No identity provider is configured; use an API token.' });
  }
}
