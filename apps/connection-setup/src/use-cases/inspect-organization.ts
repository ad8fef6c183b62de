/** Checks what the Sales organisation must offer: privileges, the solution, change tracking and web hooks, its own settings. */
import { Failure } from '@tandem/domain/failure';
import { aboutNotifications, notificationEndpoint } from '../domain/checks/change-notifications';
import { checkChangeTracking, trackedTables } from '../domain/checks/change-tracking';
import { checkSalesPrivileges } from '../domain/checks/sales-privileges';
import { checkSalesSolution, solutionName } from '../domain/checks/sales-solution';
import { allOf, RunCheck } from '../domain/findings';
import { Options } from '../domain/options';
import { orderIntegrationOff } from '../domain/preflight-failures';
import { SalesIdentity, SalesOrganization, SalesSettings, SalesUser } from '../domain/systems';

export interface OrganizationSeen {
  readonly organization: SalesOrganization;
  readonly identity: SalesIdentity;
  readonly user: SalesUser;
  readonly options: Options;
}

/** None of these needs another: each has its finding, whatever the others say. */
export async function inspectOrganization({ organization, user, options }: OrganizationSeen, run: RunCheck): Promise<void> {
  const tables = trackedTables(options.mappings);
  await allOf([
    run(
      'salesPrivileges',
      async () => checkSalesPrivileges(user.name, await organization.privilegesOf(user.id), options),
      ({ length }) => `${length} privileges`,
    ),
    run(
      'salesSolution',
      async () => checkSalesSolution(await organization.solutionVersion(solutionName)),
      (version) => `Version ${version}`,
    ),
    run(
      'changeTracking',
      async () => checkChangeTracking(tables, await organization.trackedAmong(tables)),
      (tracked) => tracked.join(', '),
    ),
    run(
      'changeNotifications',
      () => organization.notificationSteps(notificationEndpoint),
      (steps) => aboutNotifications(tables, steps),
    ),
    run(
      'organizationSettings',
      () => organization.settings(),
      (settings) => aboutSettings(settings, options),
    ),
  ]);
}

function aboutSettings({ currencyPrecision, orderIntegration }: SalesSettings, options: Options): string | Failure {
  if (options.salesOrderIntegration === 'legacy' && !orderIntegration) return orderIntegrationOff();
  return `${currencyPrecision} decimals of money; order integration ${orderIntegration ? 'on' : 'off'}`;
}
