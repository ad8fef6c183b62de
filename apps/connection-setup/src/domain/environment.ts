/** The organisation and the company that a connection and its couplings belong to: the same ids elsewhere are a copy. */
import { asFailure } from '@tandem/domain/failure';
import { environmentChanged } from './preflight-failures';

export interface Environment {
  readonly salesOrganizationId: string;
  readonly companyId: string;
}

/** The environment that a connection knows. Once `bound`, couplings may belong to it: no change of an address lets it be another one. */
export interface KnownEnvironment extends Environment {
  readonly bound?: true;
}

/** Names an environment in one word. */
export const fingerprintOf = ({ salesOrganizationId, companyId }: Environment): string =>
  `sales:${salesOrganizationId} businessCentral:${companyId}`.toLowerCase();

const systems = [
  ['salesOrganizationId', 'The Sales organisation'],
  ['companyId', 'The company of Business Central'],
] as const;

/**
 * Compares what was found with what is known; what is not known yet, or was not looked for, fits.
 * @throws Failure `misconfigured` `connection.environmentChanged`
 */
export function checkEnvironment(known: Environment | undefined, found: Partial<Environment>): void {
  for (const [part, system] of systems) {
    const [before, now] = [known?.[part], found[part]];
    if (before && now && before.toLowerCase() !== now.toLowerCase()) throw environmentChanged(system, before, now);
  }
}

/** Whether something failed because a connection leads to another environment than its own. */
export const leadsElsewhere = (thrown: unknown): boolean => asFailure(thrown).code === 'connection.environmentChanged';
