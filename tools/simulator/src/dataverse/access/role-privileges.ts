import type { Table } from '../metadata/table';
import { depths, privilegeName, type Depth, type Verb } from './access';

/** What a role allows: privileges by name with their depth. */
export type RolePrivileges = Map<string, Depth> | 'everything';

const verbs: readonly Verb[] = ['Read', 'Create', 'Write', 'Delete'];

/** `{ account: 'CRWD', role: 'R' }` at one depth. */
export function privilegesOn(tables: ReadonlyArray<readonly [Table, string]>, depth: Depth): Map<string, Depth> {
  const privileges = new Map<string, Depth>();
  for (const [table, letters] of tables)
    for (const verb of verbs) if (letters.includes(verb[0] as string)) privileges.set(privilegeName(verb, table), depth);
  return privileges;
}

/** The sum of several roles: of each privilege the widest depth. */
export function united(roles: readonly RolePrivileges[]): ReadonlyMap<string, Depth> | 'everything' {
  const sum = new Map<string, Depth>();
  for (const role of roles) {
    if (role === 'everything') return 'everything';
    for (const [name, depth] of role)
      if (depths.indexOf(depth) > depths.indexOf(sum.get(name) ?? 'Basic') || !sum.has(name)) sum.set(name, depth);
  }
  return sum;
}
