/** Who is calling. */
import { Role } from './role';

export interface Principal {
  /** Stable name for records of who did what: `token:<id>`, `user:<subject>`, `local-administrator`. */
  readonly id: string;
  /** How people know the caller. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** The connections that the caller may know of; absent means all. */
  readonly connections?: readonly string[];
  /** When the credential ends; absent where it does not. */
  readonly expiresAt?: Date;
}

/** True when the connection exists as far as this caller is concerned. */
export function mayKnow(principal: Principal, connectionId: string): boolean {
  return principal.connections?.includes(connectionId) ?? true;
}
