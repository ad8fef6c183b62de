/** Checks the Sales side: sign-in, answer, the integration user and its roles, the owning team. */
import { asFailure } from '@tandem/domain/failure';
import { AccessIssuer, SignInRequest } from '../domain/access';
import { checkSalesRoles, requiredRoleNames } from '../domain/checks/sales-roles';
import { checkSalesUser } from '../domain/checks/sales-user';
import { Facts } from '../domain/facts';
import { RunCheck } from '../domain/findings';
import { Options } from '../domain/options';
import { missingRoles, teamMissing } from '../domain/setup-failures';
import { ConnectedSystems, SalesIdentity, SalesOrganization } from '../domain/systems';

export interface SalesSeen {
  readonly facts: Pick<Facts, 'salesOrganizationId' | 'salesVersion' | 'salesUserId' | 'owningTeamId'>;
  readonly organization: SalesOrganization;
}

interface SalesLook {
  readonly issuer: AccessIssuer;
  readonly systems: ConnectedSystems;
  readonly signIn: SignInRequest;
  readonly options: Options;
}

export async function inspectSales({ issuer, systems, signIn, options }: SalesLook, run: RunCheck): Promise<SalesSeen> {
  const access = await run('salesToken', () => issuer.issue(signIn));
  const organization = systems.sales(access);
  const [identity, salesVersion] = await run(
    'salesAnswers',
    () => Promise.all([organization.identity(), organization.version()]),
    ([, version]) => `Version ${version}`,
  );
  const user = await run(
    'salesUser',
    async () => checkSalesUser(await asIntegrationUser(organization.user(identity.userId))),
    ({ name }) => name,
  );
  await run('salesRoles', async () => checkSalesRoles(user.name, await asIntegrationUser(organization.rolesOf(user.id))));
  const owningTeamId = await run(
    'owningTeam',
    () => owningTeam(organization, identity, options),
    (team) => team ?? 'Not needed: rows belong to people',
  );
  return { facts: { salesOrganizationId: identity.organizationId, salesVersion, salesUserId: user.id, owningTeamId }, organization };
}

/** An account that may not even read users and roles lacks those of the integration, which let it. */
async function asIntegrationUser<T>(read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (thrown) {
    throw asFailure(thrown).code === 'access.privilegeMissing' ? missingRoles('The account', requiredRoleNames) : thrown;
  }
}

async function owningTeam(
  organization: SalesOrganization,
  { businessUnitId }: SalesIdentity,
  { ownership, owningTeamId }: Options,
): Promise<string | undefined> {
  if (ownership === 'person') return undefined;
  const team = owningTeamId ? await organization.ownerTeam(owningTeamId) : await organization.defaultTeamOf(businessUnitId);
  if (!team) throw teamMissing(owningTeamId);
  return team;
}
