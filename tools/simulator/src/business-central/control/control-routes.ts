/** Routes of the control API that only Business Central has. */
import type { ControlRoute } from '../../service/control/control-route';
import { segment } from '../../service/control/control-route';
import { ControlError } from '../../service/controlled-rows';
import type { Access, EntraApplication, WebServiceUser } from '../access/access';
import { receivePayment } from '../documents/customer-payment';
import { loadCompany } from '../sample/load-sample';
import type { Database } from '../store/database';

/** What an operator of the environment can switch. */
export interface Switches {
  /** The companion extension is installed. */
  companion: boolean;
  /** The environment's name in online addresses. */
  environment: string;
}

export function controlRoutes(switches: Switches, access: Access, database: Database): ControlRoute[] {
  return [
    { method: 'GET', path: '/companion', run: () => ({ installed: switches.companion }) },
    { method: 'PUT', path: '/companion', run: ({ body }) => ({ installed: (switches.companion = body['installed'] === true) }) },
    { method: 'GET', path: '/applications', run: () => ({ applications: Object.fromEntries(access.applications) }) },
    {
      method: 'PUT',
      path: '/applications/{clientId}',
      run: (call) => void access.applications.set(segment(call, 'clientId').toLowerCase(), application(call.body)),
    },
    {
      method: 'DELETE',
      path: '/applications/{clientId}',
      run: (call) => ({ removed: access.applications.delete(segment(call, 'clientId').toLowerCase()) }),
    },
    { method: 'PUT', path: '/users/{name}', run: (call) => void access.users.set(segment(call, 'name'), call.body as WebServiceUser) },
    { method: 'DELETE', path: '/users/{name}', run: (call) => ({ removed: access.users.delete(segment(call, 'name')) }) },
    { method: 'POST', path: '/companies', run: ({ body }) => addCompany(database, body) },
    {
      method: 'POST',
      path: '/payments',
      run: ({ body }) =>
        receivePayment(database, access.writerOf('user'), { invoice: String(body['invoice']), amount: Number(body['amount']) }),
    },
  ];
}

function application(body: Record<string, unknown>): EntraApplication {
  const { state = 'Enabled', permissionSets = [] } = body;
  if ((state !== 'Enabled' && state !== 'Disabled') || !Array.isArray(permissionSets))
    throw new ControlError('An application has a state (Enabled, Disabled) and a list of permissionSets.');
  return { state, permissionSets: permissionSets.map(String) };
}

/** Another company with its set-up and no records, so that requests without a company become ambiguous. */
function addCompany(database: Database, body: Record<string, unknown>): { id: string } {
  if (typeof body['id'] !== 'string' || typeof body['name'] !== 'string') throw new ControlError('A company has an id and a name.');
  const { id } = loadCompany(database, { sample: false, identity: { id: body['id'].toLowerCase(), name: body['name'] } });
  return { id };
}
