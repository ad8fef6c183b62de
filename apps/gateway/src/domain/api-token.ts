/** A credential for programs. Its text is shown once, when it is created; what is kept is a digest. */
import { Principal } from './principal';
import { Role } from './role';

export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** The connections that its holder may know of; null means all. */
  readonly connections: readonly string[] | null;
  readonly createdBy: string;
  readonly createdAt: Date;
  /** When it stops being valid; null means never. */
  readonly expiresAt: Date | null;
  /** When it was last used, within a minute; null means never. */
  readonly lastUsedAt: Date | null;
}

/** True when the token is still valid at a moment. */
export const isValidAt = (token: ApiToken, now: Date): boolean => token.expiresAt === null || token.expiresAt > now;

/** The caller that a token stands for. */
export function holderOf(token: ApiToken): Principal {
  return {
    id: `token:${token.id}`,
    name: token.name,
    roles: token.roles,
    connections: token.connections ?? undefined,
    expiresAt: token.expiresAt ?? undefined,
  };
}
