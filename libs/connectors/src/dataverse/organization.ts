/** What the set-up of a connection asks a Dataverse environment: who we are, which roles we have, which currency it counts in. */
import { JsonObject } from '../http/json-answer';
import { ServiceParts } from '../http/service-parts';
import { queryString, textLiteral } from '../odata/query';
import { carriedOut } from './carried-out';
import { DataverseClient } from './dataverse-client';

export interface SalesUser {
  readonly id: string;
  readonly fullName: string;
  readonly email: string;
  readonly isDisabled: boolean;
  readonly isLicensed: boolean;
  readonly isIntegrationUser: boolean;
  /** The user of an app registration; needs no licence. */
  readonly isApplication: boolean;
}

export interface SecurityRole {
  readonly id: string;
  readonly name: string;
  /** The role in the root business unit that this one is a copy of. */
  readonly rootRoleId: string | null;
  readonly templateId: string | null;
}

export interface SalesCurrency {
  readonly id: string;
  readonly isoCode: string;
  readonly name: string;
  /** Foreign units for one unit of the base currency. */
  readonly exchangeRate: number;
  readonly isActive: boolean;
}

export interface Organization {
  readonly id: string;
  readonly name: string;
  readonly baseCurrencyId: string;
  /** Decimals of amounts in the base currency. */
  readonly baseCurrencyPrecision: number;
  /** The back office owns orders and invoices. */
  readonly isOrderIntegrationEnabled: boolean;
  readonly languageCode: number | null;
}

/** A step: what happens on one message of one table. */
export interface RegisteredStep {
  /** `Create`, `Update`, `Delete`. */
  readonly message: string;
  /** Logical name. */
  readonly table: string;
  readonly enabled: boolean;
}

/** The template of System Administrator, the same in every environment. */
export const systemAdministratorTemplate = '627090ff-40a3-4053-8790-584edc5be201';

/** Decimals of a base currency that the organisation does not name. */
const usualPrecision = 2;

/** Teams of this type may own rows; access teams only see them. */
const ownerTeamType = 0;

/** State of a sales order that waits for the back office. */
const submittedOrder = 1;

const roleColumns = 'roleid,name,_parentrootroleid_value,_roletemplateid_value';

/** Every method throws the Failures of `errors.ts`. */
export class DataverseOrganization {
  private readonly client: DataverseClient;

  constructor(parts: ServiceParts) {
    this.client = new DataverseClient(parts);
  }

  /** The user, business unit and organisation behind the access. */
  async whoAmI(): Promise<{ userId: string; businessUnitId: string; organizationId: string }> {
    const body = await this.client.getJson('WhoAmI');
    return { userId: text(body.UserId), businessUnitId: text(body.BusinessUnitId), organizationId: text(body.OrganizationId) };
  }

  async version(): Promise<string> {
    return text((await this.client.getJson('RetrieveVersion()')).Version);
  }

  async user(id: string): Promise<SalesUser> {
    const columns = 'fullname,internalemailaddress,isdisabled,islicensed,isintegrationuser,applicationid';
    const row = await this.client.getJson(`systemusers(${id})${queryString({ $select: columns })}`);
    return {
      id,
      fullName: text(row.fullname),
      email: text(row.internalemailaddress),
      isDisabled: row.isdisabled === true,
      isLicensed: row.islicensed === true,
      isIntegrationUser: row.isintegrationuser === true,
      isApplication: text(row.applicationid) !== '',
    };
  }

  /** The roles of a user, given directly or through teams, each once. */
  async rolesOf(userId: string): Promise<SecurityRole[]> {
    const teams = await this.client.getAll({
      path: `systemusers(${userId})/teammembership_association${queryString({ $select: 'teamid' })}`,
    });
    const holders = [
      `systemusers(${userId})/systemuserroles_association`,
      ...teams.map(({ teamid }) => `teams(${text(teamid)})/teamroles_association`),
    ];
    const rows = (
      await Promise.all(holders.map((path) => this.client.getAll({ path: path + queryString({ $select: roleColumns }) })))
    ).flat();
    return [...new Map(rows.map((row) => [text(row.roleid), roleOf(row)])).values()];
  }

  /** Names of the privileges of a user (`prvReadAccount`). */
  async privilegesOf(userId: string): Promise<string[]> {
    const body = await this.client.getJson(`systemusers(${userId})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()`);
    const privileges: readonly unknown[] = Array.isArray(body.RolePrivileges) ? body.RolePrivileges : [];
    return privileges.map((privilege) => text((privilege as JsonObject).PrivilegeName)).filter(Boolean);
  }

  async organization(): Promise<Organization> {
    const columns = 'organizationid,name,_basecurrencyid_value,basecurrencyprecision,issopintegrationenabled,languagecode';
    const [row] = await this.client.getAll({ path: `organizations${queryString({ $select: columns })}` });
    return {
      id: text(row?.organizationid),
      name: text(row?.name),
      baseCurrencyId: text(row?._basecurrencyid_value),
      baseCurrencyPrecision: typeof row?.basecurrencyprecision === 'number' ? row.basecurrencyprecision : usualPrecision,
      isOrderIntegrationEnabled: row?.issopintegrationenabled === true,
      languageCode: typeof row?.languagecode === 'number' ? row.languagecode : null,
    };
  }

  /** Says whether the back office owns orders and invoices; Sales then creates no invoices of its own. Needs `prvWriteOrganization`. */
  async setOrderIntegration(on: boolean): Promise<void> {
    const { organizationId } = await this.whoAmI();
    carriedOut(await this.client.patchJson(`organizations(${organizationId})`, { issopintegrationenabled: on }));
  }

  async currencies(): Promise<SalesCurrency[]> {
    const columns = 'transactioncurrencyid,isocurrencycode,currencyname,exchangerate,statecode';
    const rows = await this.client.getAll({ path: `transactioncurrencies${queryString({ $select: columns })}` });
    return rows.map((row) => ({
      id: text(row.transactioncurrencyid),
      isoCode: text(row.isocurrencycode),
      name: text(row.currencyname),
      exchangeRate: Number(row.exchangerate),
      isActive: row.statecode === 0,
    }));
  }

  /** The id of a team that may own rows; null where there is no such team, or it is an access team. */
  ownerTeam(id: string): Promise<string | null> {
    return this.team(`teamid eq ${id} and teamtype eq ${ownerTeamType}`);
  }

  /** The id of the team that every business unit has from the start. */
  defaultTeamOf(businessUnitId: string): Promise<string | null> {
    return this.team(`_businessunitid_value eq ${businessUnitId} and isdefault eq true`);
  }

  /** Whether a solution is there, and in which version. */
  async solutionVersion(uniqueName: string): Promise<string | null> {
    const query = queryString({ $select: 'uniquename,version', $filter: `uniquename eq '${uniqueName.replaceAll("'", "''")}'` });
    const [row] = await this.client.getAll({ path: `solutions${query}` });
    return row ? text(row.version) : null;
  }

  /** Those of the tables, by logical name, that have change tracking switched on. */
  async trackedAmong(tables: readonly string[]): Promise<string[]> {
    if (tables.length === 0) return [];
    const $filter = tables.map((table) => `LogicalName eq ${textLiteral(table)}`).join(' or ');
    const rows = await this.client.getAll({
      path: `EntityDefinitions${queryString({ $select: 'LogicalName,ChangeTrackingEnabled', $filter })}`,
    });
    return rows.filter((row) => row.ChangeTrackingEnabled === true).map((row) => text(row.LogicalName));
  }

  /** What the steps that lead to a service endpoint, by its name, are registered on. */
  async stepsTo(endpoint: string): Promise<RegisteredStep[]> {
    const query = queryString({
      $select: 'statecode',
      $expand: 'sdkmessageid($select=name),sdkmessagefilterid($select=primaryobjecttypecode)',
      $filter: `eventhandler_serviceendpoint/name eq ${textLiteral(endpoint)}`,
    });
    const rows = await this.client.getAll({ path: `sdkmessageprocessingsteps${query}` });
    const partOf = (row: JsonObject, lookup: string, column: string): string => text((row[lookup] as JsonObject | null)?.[column]);
    return rows.map((row) => ({
      message: partOf(row, 'sdkmessageid', 'name'),
      table: partOf(row, 'sdkmessagefilterid', 'primaryobjecttypecode'),
      enabled: row.statecode === 0,
    }));
  }

  /** How many orders have been submitted and neither cancelled, fulfilled nor invoiced since. */
  async submittedOrders(): Promise<number> {
    const query = queryString({ $select: 'salesorderid', $filter: `statecode eq ${submittedOrder}`, $count: 'true', $top: '1' });
    return Number((await this.client.getJson(`salesorders${query}`))['@odata.count'] ?? 0);
  }

  private async team(filter: string): Promise<string | null> {
    const [row] = await this.client.getAll({ path: `teams${queryString({ $select: 'teamid', $filter: filter })}` });
    return row ? text(row.teamid) : null;
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const roleOf = (row: JsonObject): SecurityRole => ({
  id: text(row.roleid),
  name: text(row.name),
  rootRoleId: text(row._parentrootroleid_value) || null,
  templateId: text(row._roletemplateid_value) || null,
});
