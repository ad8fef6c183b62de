/** A Sales organisation as its administrator changes it, over the Dataverse Web API. */
import { FixedAccess } from '@tandem/connectors/access/fixed-access';
import { DataverseCompanySeparation } from '@tandem/connectors/dataverse/company-separation';
import { DataverseOrganization } from '@tandem/connectors/dataverse/organization';
import { DataverseSecurityRoles } from '@tandem/connectors/dataverse/security-roles';
import { DataverseSolutions } from '@tandem/connectors/dataverse/solutions';
import { BudgetShare } from '@tandem/connectors/http/budget-share';
import { HttpTransport } from '@tandem/connectors/http/http-transport';
import { ServiceParts } from '@tandem/connectors/http/service-parts';
import { Access } from '../domain/access';
import {
  ImportProgress,
  IntegrationAccount,
  SalesAdministration,
  SalesAdministrations,
  StartedImport,
} from '../domain/sales-administration';
import { owningRoleName } from '../domain/checks/sales-roles';
import { checkSalesUser } from '../domain/checks/sales-user';
import { userNotFound } from '../domain/setup-failures';
import { roleMissing } from '../domain/solution-failures';
import { Company, SalesRole } from '../domain/systems';

const callsAtOnce = 2;

export class DataverseSalesAdministrations extends SalesAdministrations {
  constructor(private readonly transport: HttpTransport) {
    super();
  }

  with(access: Access): SalesAdministration {
    return new DataverseSalesAdministration({
      transport: this.transport,
      access: new FixedAccess(access),
      budget: new BudgetShare(callsAtOnce),
    });
  }
}

class DataverseSalesAdministration extends SalesAdministration {
  private readonly solutions: DataverseSolutions;
  private readonly organization: DataverseOrganization;
  private readonly roles: DataverseSecurityRoles;
  private readonly separation: DataverseCompanySeparation;

  constructor(parts: ServiceParts) {
    super();
    this.solutions = new DataverseSolutions(parts);
    this.organization = new DataverseOrganization(parts);
    this.roles = new DataverseSecurityRoles(parts);
    this.separation = new DataverseCompanySeparation(parts);
  }

  async ownRoles(): Promise<SalesRole[]> {
    const { userId } = await this.organization.whoAmI();
    const roles = await this.organization.rolesOf(userId);
    return roles.map(({ name, templateId }) => ({ name, templateId: templateId ?? undefined }));
  }

  async installedVersion(uniqueName: string): Promise<string | undefined> {
    return (await this.solutions.installed(uniqueName))?.version;
  }

  begin(archive: Uint8Array): Promise<StartedImport> {
    return this.solutions.begin(archive);
  }

  progress(started: StartedImport): Promise<ImportProgress> {
    return this.solutions.state(started);
  }

  publish(): Promise<void> {
    return this.solutions.publish();
  }

  async assignRoles({ clientId, username = '' }: IntegrationAccount, roleNames: readonly string[]): Promise<void> {
    const user = await this.roles.userOf(clientId ? { applicationId: clientId } : { userName: username });
    if (!user) throw userNotFound();
    const { id, name: userName, isDisabled: disabled, isLicensed: licensed, isApplication: application } = user;
    checkSalesUser({ id, name: userName, disabled, licensed, application });
    for (const name of roleNames) {
      const role = await this.roles.roleIn(user.businessUnitId, name);
      if (!role) throw roleMissing(name);
      await this.roles.assign(user.id, role);
    }
  }

  async ownerTeamOf(company: Company): Promise<string> {
    const { businessUnitId, teamId } = await this.separation.placeOf(company);
    const role = await this.roles.roleIn(businessUnitId, owningRoleName);
    if (!role) throw roleMissing(owningRoleName);
    await this.separation.giveRole(teamId, role);
    return teamId;
  }
}
