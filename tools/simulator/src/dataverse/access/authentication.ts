import { headerOf, type ServiceRequest } from '../../service/exchange';
import { tenant } from '../../service/entra/token-endpoint';
import { DataverseError, refusals } from '../dataverse-error';
import type { Caller } from '../request-context';
import type { Database } from '../storage/database';
import { cellOf, type Row } from '../storage/row';
import type { DataverseSwitches } from '../switches';
import { isGuid } from '../writing/cell-value';
import { onPremisesUserId, onPremisesUserOf } from './on-premises-users';

/** From bearer token to user: the token's application must be an enabled application user with at least one role. On-premises from name and password. */
export class Authentication {
  constructor(
    private readonly database: () => Database,
    private readonly switches: () => DataverseSwitches,
  ) {}

  /** Id of the application whose token the request carries, or the name of a user on-premises; undefined when token or password are missing, expired or wrong. */
  clientOf(request: ServiceRequest): string | undefined {
    const authorization = headerOf(request, 'authorization') ?? '';
    if (authorization.startsWith('Basic ')) return onPremisesUserOf(this.database(), authorization.slice(6));
    if (!authorization.startsWith('Bearer ')) return undefined;
    const { tokens } = this.database().core;
    return tokens.check(authorization.slice(7), new Set([resourceOf(request)]))?.clientId;
  }

  /** The caller; refuses with 401 or 403 when there is none. */
  callerOf(request: ServiceRequest): Caller {
    const clientId = this.clientOf(request);
    if (clientId === undefined) throw unauthorized(request);
    const database = this.database();
    const user = this.userWith('applicationid', clientId.toLowerCase()) ?? this.onPremisesUser(clientId);
    if (user === undefined)
      throw new DataverseError(this.switches().unknownUserStatus, '0x80072560', 'The user is not a member of the organization.');
    if (this.valueOf(user, 'isdisabled') === true) throw new DataverseError(403, '0x80040225', 'The specified user is disabled.');
    if (database.rolesOf(user.id).length === 0) throw withoutRole(user);
    return this.impersonated(request, {
      user,
      businessUnitId: String(this.valueOf(user, 'businessunitid')),
      writer: clientId,
      access: database.accessOf(user.id),
    });
  }

  private impersonated(request: ServiceRequest, caller: Caller): Caller {
    const [id, objectId] = [headerOf(request, 'mscrmcallerid'), headerOf(request, 'callerobjectid')];
    if (id === undefined && objectId === undefined) return caller;
    caller.access.requirePrivilege('prvActOnBehalfOfAnotherUser');
    const user =
      id === undefined
        ? this.userWith('azureactivedirectoryobjectid', objectId as string)
        : this.database().row('systemuser', id.toLowerCase());
    if (!isGuid(id ?? objectId) || user === undefined) throw refusals.noRow('systemuser', id ?? objectId ?? '');
    if (this.database().rolesOf(user.id).length === 0) throw withoutRole(user);
    return { ...caller, user, onBehalfOf: caller.user, access: this.database().accessOf(user.id) };
  }

  private onPremisesUser(name: string): Row | undefined {
    const database = this.database();
    return database.passwords.has(name) ? database.row('systemuser', onPremisesUserId(name)) : undefined;
  }

  private userWith(column: string, value: string): Row | undefined {
    const store = this.database().store('systemuser');
    const found = store.table.columns.get(column);
    return found === undefined ? undefined : store.find(found, value)[0];
  }

  private valueOf(user: Row, column: string): unknown {
    const found = this.database().schema.table('systemuser').columns.get(column);
    return found === undefined ? null : cellOf(user, found);
  }
}

function withoutRole(user: Row): DataverseError {
  return new DataverseError(403, '0x80042f09', `User with SystemUserId=${user.id} does not have any roles assigned.`);
}

/** The audience of this server's tokens is its own address, as the client writes it. */
function resourceOf(request: ServiceRequest): string {
  return `http://${headerOf(request, 'host') ?? ''}`;
}

/** 401 without a body; the header tells where tokens come from. */
export function unauthorized(request: ServiceRequest): DataverseError {
  const authority = `https://login.microsoftonline.com/${tenant.id}/oauth2/authorize`;
  return new DataverseError(401, '', '', {
    'WWW-Authenticate': `Bearer authorization_uri=${authority}, resource_id=${resourceOf(request)}/`,
  });
}
