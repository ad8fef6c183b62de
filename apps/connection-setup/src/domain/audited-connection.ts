/** What the audit trail tells about a change of a connection: what was done, and the names of what changed; never a secret in clear. */
import { Connection } from './connection';

/** A state whose digest is kept: secrets are in it as they are stored, encrypted. */
export type AuditedState = { readonly [name: string]: unknown };

export interface ConnectionChange {
  readonly action: string;
  readonly fields: readonly string[];
  readonly before?: AuditedState;
  readonly after?: AuditedState;
}

const groups = ['sales', 'businessCentral', 'webService', 'salesOrderUser', 'options'] as const;

/** The change from one state to the other; absent before means created, absent after means deleted. */
export function connectionChange(before: Connection | undefined, after: Connection | undefined): ConnectionChange {
  const [one, other] = [before && stateOf(before), after && stateOf(after)];
  const names = [...new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})])].sort();
  const fields = names.filter((name) => JSON.stringify(one?.[name]) !== JSON.stringify(other?.[name]));
  return { action: `connection.${verb(before, after)}`, fields, before: one, after: other };
}

function verb(before: Connection | undefined, after: Connection | undefined): string {
  if (!before) return 'created';
  if (!after) return 'deleted';
  if (before.enabled !== after.enabled) return after.enabled ? 'enabled' : 'disabled';
  if ((before.reason === undefined) !== (after.reason === undefined)) return after.reason === undefined ? 'recovered' : 'needsAttention';
  return 'changed';
}

/** Every part under its name, as in the REST body: `sales.url`, `sales.clientSecret`. */
function stateOf({ name, enabled, rehearsing, reason, environment, facts, secrets, ...connection }: Connection): AuditedState {
  const parts = groups.flatMap((group) => Object.entries(connection[group]).map(([part, value]) => [`${group}.${part}`, value]));
  return { name, enabled, rehearsing, reason, environment, facts, ...(Object.fromEntries(parts) as AuditedState), ...secrets?.values };
}
