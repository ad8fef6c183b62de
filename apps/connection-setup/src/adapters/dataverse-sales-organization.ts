/** What the checks ask of a Sales organisation, over the Dataverse Web API. */
import { DataverseConnectionRows } from '@tandem/connectors/dataverse/connection-row';
import { DataverseOrganization } from '@tandem/connectors/dataverse/organization';
import { asFailure } from '@tandem/domain/failure';
import { SalesConnectionRow } from '../domain/availability-page';
import { NotificationStep } from '../domain/checks/change-notifications';
import { requiredRoleNames } from '../domain/checks/sales-roles';
import { userNoRoles, userNotActive, userNotFound } from '../domain/setup-failures';
import { SalesCurrency, SalesIdentity, SalesOrganization, SalesRole, SalesSettings, SalesUser } from '../domain/systems';

export class DataverseSalesOrganization extends SalesOrganization {
  constructor(
    private readonly organization: DataverseOrganization,
    private readonly connectionRows: DataverseConnectionRows,
  ) {
    super();
  }

  identity(): Promise<SalesIdentity> {
    return this.organization.whoAmI().catch((thrown: unknown) => Promise.reject(asRefusedUser(thrown)));
  }

  version(): Promise<string> {
    return this.organization.version();
  }

  async user(id: string): Promise<SalesUser> {
    const { fullName, isDisabled, isLicensed, isApplication } = await this.organization.user(id);
    return { id, name: fullName || id, disabled: isDisabled, licensed: isLicensed, application: isApplication };
  }

  async rolesOf(userId: string): Promise<SalesRole[]> {
    const roles = await this.organization.rolesOf(userId);
    return roles.map(({ name, templateId }) => ({ name, templateId: templateId ?? undefined }));
  }

  privilegesOf(userId: string): Promise<string[]> {
    return this.organization.privilegesOf(userId);
  }

  async solutionVersion(uniqueName: string): Promise<string | undefined> {
    return (await this.organization.solutionVersion(uniqueName)) ?? undefined;
  }

  trackedAmong(tables: readonly string[]): Promise<string[]> {
    return this.organization.trackedAmong(tables);
  }

  async notificationSteps(endpoint: string): Promise<NotificationStep[]> {
    try {
      return await this.organization.stepsTo(endpoint);
    } catch (thrown) {
      if (asFailure(thrown).code === 'access.privilegeMissing') return [];
      throw thrown;
    }
  }

  async settings(): Promise<SalesSettings> {
    const { baseCurrencyId, baseCurrencyPrecision, isOrderIntegrationEnabled } = await this.organization.organization();
    return { baseCurrencyId, currencyPrecision: baseCurrencyPrecision, orderIntegration: isOrderIntegrationEnabled };
  }

  submittedOrders(): Promise<number> {
    return this.organization.submittedOrders();
  }

  async currencies(): Promise<SalesCurrency[]> {
    const currencies = await this.organization.currencies();
    return currencies.filter(({ isActive }) => isActive).map(({ id, isoCode }) => ({ id, isoCode }));
  }

  async ownerTeam(id: string): Promise<string | undefined> {
    return (await this.organization.ownerTeam(id)) ?? undefined;
  }

  async defaultTeamOf(businessUnitId: string): Promise<string | undefined> {
    return (await this.organization.defaultTeamOf(businessUnitId)) ?? undefined;
  }

  setOrderIntegration(on: boolean): Promise<void> {
    return this.organization.setOrderIntegration(on);
  }

  keepConnectionRow(row: SalesConnectionRow): Promise<void> {
    return this.connectionRows.keep(row);
  }

  removeConnectionRow(companyId: string): Promise<void> {
    return this.connectionRows.remove(companyId);
  }
}

/** Sales lets nobody in who is no enabled user or has no role at all; that is a finding about the user, not about the connection. */
function asRefusedUser(thrown: unknown): unknown {
  const { code } = asFailure(thrown);
  if (code === 'access.userUnknown') return userNotFound();
  if (code === 'access.userDisabled') return userNotActive('of the account');
  return code === 'access.rolesMissing' ? userNoRoles('The account', requiredRoleNames) : thrown;
}
