/** Short-lived access to a system, and where it comes from. */
import { Credentials, Side } from './sign-in';

/** Kept in memory only. */
export interface Access {
  readonly accessId: string;
  /** Root of the system. */
  readonly url: string;
  /** Value of the authorization header. */
  readonly authorization: string;
  /** When it must be asked for again. */
  readonly expiresAt: Date;
}

/** What is needed to sign in to a system. */
export interface SignInRequest {
  readonly side: Side;
  readonly url: string;
  readonly credentials: Credentials;
}

export abstract class AccessIssuer {
  /**
   * Signs in.
   * @throws Failure `misconfigured` where tenant, account or secret are refused, `transient` where the authority does not answer
   */
  abstract issue(request: SignInRequest): Promise<Access>;
}
