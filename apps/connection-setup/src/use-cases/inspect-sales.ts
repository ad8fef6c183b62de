/** Checks the Sales side: sign-in, answer, the integration user and its roles, the owning team; then the organisation itself. */
import { asFailure } from '@tandem/domain/failure';
import { AccessIssuer, SignInRequest } from '../domain/access';
import { checkSalesRoles, requiredRoleNames } from '../domain/checks/sales-roles';
import { checkSalesUser } from '../domain/checks/sales-user';
import { aboutSalesVersion } from '../domain/checks/sales-version';
import { checkEnvironment, Environment } from '../domain/environment';
import { Facts } from '../domain/facts';
import { allOf, RunCheck } from '../domain/findings';
import { Options } from '../domain/options';
import { missingRoles, teamMissing } from '../domain/setup-failures';
import { ConnectedSystems, SalesIdentity, SalesOrganization, SalesUser } from '../domain/systems';
import { inspectOrganization, OrganizationSeen } from './inspect-organization';
import { inspectSalesOrderUser } from './inspect-sales-order-user';

export interface SalesSeen {
  readonly facts: Pick<Facts, 'salesOrganizationId' | 'salesVersion' | 'salesUserId' | 'owningTeamId'>;
  readonly organization: SalesOrganization;
}

export interface SalesLook {
  readonly issuer: AccessIssuer;
  readonly systems: ConnectedSystems;
  readonly signIn: SignInRequest;
  /** Where orders are handed over by an account of its own. */
  readonly orderSignIn?: SignInRequest;
  readonly options: Options;
  /** Where it is known already. */
  readonly environment?: Environment;
}

export async function inspectSales(look: SalesLook, run: RunCheck): Promise<SalesSeen> {
  const access = await run('salesToken', () => look.issuer.issue(look.signIn));
  const organization = look.systems.sales(access);
  const [identity, salesVersion] = await run(
    'salesAnswers',
    () => Promise.all([organization.identity(), organization.version()]),
    ([, version]) => aboutSalesVersion(version),
  );
  const { organizationId: salesOrganizationId } = identity;
  await run(
    'salesEnvironment',
    () => checkEnvironment(look.environment, { salesOrganizationId }),
    () => `Organisation ${salesOrganizationId}`,
  );
  const user = await inspectIntegrationUser(organization, identity.userId, run);
  const seen = { ...look, organization, identity, user };
  const [owningTeamId] = await allOf<[string | undefined, void, void]>([
    inspectOwningTeam(seen, run),
    inspectOrganization(seen, run),
    inspectSalesOrderUser(look, run),
  ]);
  return { facts: { salesOrganizationId, salesVersion, salesUserId: user.id, owningTeamId }, organization };
}

async function inspectIntegrationUser(organization: SalesOrganization, userId: string, run: RunCheck): Promise<SalesUser> {
  const user = await run(
    'salesUser',
    async () => checkSalesUser(await asIntegrationUser(organization.user(userId))),
    ({ name }) => name,
  );
  await run('salesRoles', async () => checkSalesRoles(user.name, await asIntegrationUser(organization.rolesOf(user.id))));
  return user;
}

function inspectOwningTeam({ organization, identity, options }: OrganizationSeen, run: RunCheck): Promise<string | undefined> {
  return run(
    'owningTeam',
    () => owningTeam(organization, identity, options),
    (team) => team ?? 'Not needed: rows belong to people',
  );
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
