/** Users of a Dataverse environment and the security roles that are given to them. */
import { JsonObject } from '../http/json-answer';
import { settle } from '../http/settled-write';
import { ServiceParts } from '../http/service-parts';
import { queryString } from '../odata/query';
import { DataverseClient } from './dataverse-client';
import { dataverseFailure, errorIn, rowVerdictOf } from './errors';

/** How an account is known: the client id of its app registration, or what its user signs in with. */
export type SalesAccount = { readonly applicationId: string } | { readonly userName: string };

export interface FoundUser {
  readonly id: string;
  readonly name: string;
  readonly businessUnitId: string;
  readonly isDisabled: boolean;
  readonly isLicensed: boolean;
  /** The user of an app registration; needs no licence. */
  readonly isApplication: boolean;
}

const userColumns = 'systemuserid,fullname,_businessunitid_value,isdisabled,islicensed,applicationid';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Every method throws the Failures of `errors.ts`. */
export class DataverseSecurityRoles {
  private readonly client: DataverseClient;

  constructor(parts: ServiceParts) {
    this.client = new DataverseClient(parts);
  }

  /** The user of an account; null where there is none. */
  async userOf(account: SalesAccount): Promise<FoundUser | null> {
    const filter =
      'applicationId' in account
        ? `applicationid eq ${account.applicationId}`
        : `domainname eq ${quoted(account.userName)} or internalemailaddress eq ${quoted(account.userName)}`;
    const row = await this.first('systemusers', userColumns, filter);
    return row ? foundUser(row) : null;
  }

  /** The id of a role in a business unit: every unit has a copy of each role, and a user may only hold those of its own. Null where there is none. */
  async roleIn(businessUnitId: string, roleName: string): Promise<string | null> {
    const row = await this.first('roles', 'roleid', `name eq ${quoted(roleName)} and _businessunitid_value eq ${businessUnitId}`);
    return row ? String(row.roleid) : null;
  }

  /** Gives a user a role; one that the user holds already stays. */
  async assign(userId: string, roleId: string): Promise<void> {
    const reference = { '@odata.id': await this.client.addressOf(`roles(${roleId})`) };
    const settled = settle(await this.client.postJson(`systemusers(${userId})/systemuserroles_association/$ref`, reference), true);
    if (settled.kind === 'failed') throw settled.failure;
    if (settled.kind === 'done') return;
    const error = errorIn(settled.answer);
    if (rowVerdictOf(error) !== 'duplicate') throw dataverseFailure(error);
  }

  private async first(set: string, columns: string, filter: string): Promise<JsonObject | undefined> {
    const [row] = await this.client.getAll({ path: set + queryString({ $select: columns, $filter: filter }) });
    return row;
  }
}

const foundUser = (row: JsonObject): FoundUser => ({
  id: String(row.systemuserid),
  name: String(row.fullname ?? row.systemuserid),
  businessUnitId: String(row._businessunitid_value),
  isDisabled: row.isdisabled === true,
  isLicensed: row.islicensed === true,
  isApplication: Boolean(row.applicationid),
});
