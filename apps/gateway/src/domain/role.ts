/** What a caller may do with Tandem: a few roles, each including what weaker ones may do. */
export const roles = ['viewer', 'operator', 'mapper', 'admin', 'auditor'] as const;

/**
 * - `viewer`: reads
 * - `operator`: runs, retries, couples
 * - `mapper`: changes mappings
 * - `admin`: connections, tokens, everything
 * - `auditor`: reads, and reads the audit trail
 */
export type Role = (typeof roles)[number];

const includes: Readonly<Record<Role, readonly Role[]>> = {
  viewer: ['viewer'],
  operator: ['operator', 'viewer'],
  mapper: ['mapper', 'viewer'],
  auditor: ['auditor', 'viewer'],
  admin: roles,
};

/** True when one of the roles held is, or includes, one of those that are asked for. */
export function mayAct(held: readonly Role[], asked: readonly Role[]): boolean {
  return held.some((role) => includes[role].some((included) => asked.includes(included)));
}

/** The known roles among texts from outside; unknown ones count for nothing. */
export function knownRoles(texts: readonly unknown[]): Role[] {
  return roles.filter((role) => texts.includes(role));
}
