/** What the checks ask of a Sales organisation, over the Dataverse Web API. */
import { DataverseClient } from '@tandem/connectors/dataverse/dataverse-client';
import { JsonObject } from '@tandem/connectors/http/json-answer';
import { asFailure } from '@tandem/domain/failure';
import { requiredRoles } from '../domain/checks/sales-roles';
import { userNoRoles, userNotFound } from '../domain/setup-failures';
import { SalesCurrency, SalesIdentity, SalesOrganization, SalesRole, SalesSettings, SalesUser } from '../domain/systems';
import { textIn, textOrNothing } from './json-columns';

const userColumns = 'systemuserid,fullname,isdisabled,islicensed,applicationid';
const roleColumns = 'roleid,name,_roletemplateid_value';
/** Teams that may own rows. */
const ownerTeam = 0;

export class DataverseOrganization extends SalesOrganization {
  constructor(private readonly client: DataverseClient) {
    super();
  }

  async identity(): Promise<SalesIdentity> {
    const answer = await this.client.getJson('WhoAmI').catch((thrown: unknown) => Promise.reject(asRefusedUser(thrown)));
    return {
      userId: textIn(answer, 'UserId'),
      businessUnitId: textIn(answer, 'BusinessUnitId'),
      organizationId: textIn(answer, 'OrganizationId'),
    };
  }

  async version(): Promise<string> {
    return textIn(await this.client.getJson('RetrieveVersion()'), 'Version');
  }

  async user(id: string): Promise<SalesUser | undefined> {
    const [row] = await this.client.getAll({ path: `systemusers?$select=${userColumns}&$filter=systemuserid eq ${id}` });
    if (!row) return undefined;
    const name = textOrNothing(row, 'fullname') ?? id;
    return {
      id,
      name,
      disabled: row['isdisabled'] === true,
      licensed: row['islicensed'] === true,
      application: Boolean(row['applicationid']),
    };
  }

  async rolesOf(userId: string): Promise<SalesRole[]> {
    const own = this.client.getAll({ path: `systemusers(${userId})/systemuserroles_association?$select=${roleColumns}` });
    const teams = await this.client.getAll({ path: `systemusers(${userId})/teammembership_association?$select=teamid` });
    const ofTeams = teams.map((team) =>
      this.client.getAll({ path: `teams(${textIn(team, 'teamid')})/teamroles_association?$select=${roleColumns}` }),
    );
    return (await Promise.all([own, ...ofTeams])).flat().map(roleOf);
  }

  async settings(organizationId: string): Promise<SalesSettings> {
    const row = await this.client.getJson(`organizations(${organizationId})?$select=_basecurrencyid_value,basecurrencyprecision`);
    const precision = row['basecurrencyprecision'];
    return {
      baseCurrencyId: textOrNothing(row, '_basecurrencyid_value'),
      currencyPrecision: typeof precision === 'number' ? precision : 2,
    };
  }

  async currencies(): Promise<SalesCurrency[]> {
    const rows = await this.client.getAll({
      path: 'transactioncurrencies?$select=transactioncurrencyid,isocurrencycode&$filter=statecode eq 0',
    });
    return rows.map((row) => ({ id: textIn(row, 'transactioncurrencyid'), isoCode: textIn(row, 'isocurrencycode') }));
  }

  ownerTeam(id: string): Promise<string | undefined> {
    return this.team(`teamid eq ${id} and teamtype eq ${ownerTeam}`);
  }

  defaultTeamOf(businessUnitId: string): Promise<string | undefined> {
    return this.team(`_businessunitid_value eq ${businessUnitId} and isdefault eq true`);
  }

  private async team(filter: string): Promise<string | undefined> {
    const [row] = await this.client.getAll({ path: `teams?$select=teamid&$filter=${filter}` });
    return row && textOrNothing(row, 'teamid');
  }
}

const roleOf = (row: JsonObject): SalesRole => ({ name: textIn(row, 'name'), templateId: textOrNothing(row, '_roletemplateid_value') });

/** Sales lets nobody in who is no enabled user or has no role at all; that is a finding about the user, not about the connection. */
function asRefusedUser(thrown: unknown): unknown {
  const { code } = asFailure(thrown);
  if (code === 'access.userUnknown') return userNotFound();
  return code === 'access.rolesMissing'
    ? userNoRoles(
        'The account',
        requiredRoles.map(({ name }) => name),
      )
    : thrown;
}
