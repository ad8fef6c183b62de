import { Principal } from './principal';

/** Why a bearer token was refused; never says more than its holder may know. */
export interface RefusedToken {
  readonly refused: string;
}

/** Tokens that an identity provider issues to people. */
export abstract class UserTokens {
  /** The person that a token stands for, or why it does not count. Throws a Failure `transient` when the provider's keys cannot be read. */
  abstract read(token: string): Promise<Principal | RefusedToken>;
}
