/** A company's own place in a Dataverse environment: a business unit, and the team in it that owns the company's rows. Done by an administrator. */
import { ServiceParts } from '../http/service-parts';
import { queryString, textLiteral } from '../odata/query';
import { carriedOut } from './carried-out';
import { DataverseClient } from './dataverse-client';

/** Names are cut to what the service keeps. */
const longestName = 160;

/** Teams of this type may own rows. */
const ownerTeam = 0;

export interface SeparatedCompany {
  /** SystemId in Business Central. */
  readonly id: string;
  readonly name: string;
}

export interface CompanyPlace {
  readonly businessUnitId: string;
  readonly teamId: string;
}

const named = (name: string): string => name.slice(0, longestName);

/** Every method throws the Failures of `errors.ts`. */
export class DataverseCompanySeparation {
  private readonly client: DataverseClient;

  constructor(parts: ServiceParts) {
    this.client = new DataverseClient(parts);
  }

  /** The unit and team of a company; what is missing is created, what is there stays. */
  async placeOf({ id, name }: SeparatedCompany): Promise<CompanyPlace> {
    const unitName = named(`${name} (${id})`);
    const businessUnitId = (await this.unitCalled(unitName)) ?? (await this.newUnit(unitName));
    const teamName = named(`BCI - ${unitName}`);
    const teamId = (await this.teamCalled(teamName, businessUnitId)) ?? (await this.newTeam(teamName, businessUnitId));
    return { businessUnitId, teamId };
  }

  /** Gives a team a role; one that it holds already stays. */
  async giveRole(teamId: string, roleId: string): Promise<void> {
    const held = await this.idsOf(`teams(${teamId})/teamroles_association`, 'roleid', `roleid eq ${roleId}`);
    if (held.length > 0) return;
    const reference = { '@odata.id': await this.client.addressOf(`roles(${roleId})`) };
    carriedOut(await this.client.postJson(`teams(${teamId})/teamroles_association/$ref`, reference));
  }

  private async unitCalled(name: string): Promise<string | undefined> {
    return (await this.idsOf('businessunits', 'businessunitid', `name eq ${textLiteral(name)}`))[0];
  }

  private async newUnit(name: string): Promise<string> {
    const [root] = await this.idsOf('businessunits', 'businessunitid', '_parentbusinessunitid_value eq null');
    carriedOut(await this.client.postJson('businessunits', { name, 'parentbusinessunitid@odata.bind': `/businessunits(${root})` }));
    return (await this.unitCalled(name)) ?? '';
  }

  private async teamCalled(name: string, unit: string): Promise<string | undefined> {
    const filter = `name eq ${textLiteral(name)} and _businessunitid_value eq ${unit} and teamtype eq ${ownerTeam}`;
    return (await this.idsOf('teams', 'teamid', filter))[0];
  }

  private async newTeam(name: string, unit: string): Promise<string> {
    const { UserId: administrator } = await this.client.getJson('WhoAmI');
    const bound = {
      'businessunitid@odata.bind': `/businessunits(${unit})`,
      'administratorid@odata.bind': `/systemusers(${String(administrator)})`,
    };
    carriedOut(await this.client.postJson('teams', { name, teamtype: ownerTeam, ...bound }));
    return (await this.teamCalled(name, unit)) ?? '';
  }

  private async idsOf(path: string, key: string, filter: string): Promise<string[]> {
    const rows = await this.client.getAll({ path: path + queryString({ $select: key, $filter: filter }) });
    return rows.map((row) => String(row[key]));
  }
}
