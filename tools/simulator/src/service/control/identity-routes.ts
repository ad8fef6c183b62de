import { ControlError } from '../controlled-rows';
import type { AppRegistration } from '../entra/app-registrations';
import { tenant } from '../entra/token-endpoint';
import type { ServiceCore } from '../service-core';
import { segment, type ControlRoute } from './control-route';

/** The simulated Entra tenant: app registrations, their secrets, the tokens given out. */
export function identityRoutes({ registrations, tokens, tokenEndpoint }: ServiceCore): ControlRoute[] {
  return [
    { method: 'GET', path: '/tenant', run: () => tenant },
    { method: 'GET', path: '/resources', run: () => ({ resources: [...tokenEndpoint.resources] }) },
    { method: 'POST', path: '/resources', run: ({ body }) => void tokenEndpoint.resources.add(String(body.resource).replace(/\/$/, '')) },
    { method: 'GET', path: '/registrations', run: () => ({ registrations: registrations.list() }) },
    {
      method: 'PUT',
      path: '/registrations/{clientId}',
      run: (call) => registrations.put({ ...registrationOf(call.body), clientId: segment(call, 'clientId') }),
    },
    { method: 'DELETE', path: '/registrations/{clientId}', run: (call) => ({ removed: registrations.remove(segment(call, 'clientId')) }) },
    { method: 'DELETE', path: '/tokens', run: ({ query }) => tokens.revoke(query.get('clientId') ?? undefined) },
    { method: 'PUT', path: '/tokens/lifetime', run: ({ body }) => void (tokens.lifetimeSeconds = Number(body.seconds)) },
  ];
}

function registrationOf(body: Record<string, unknown>): Omit<AppRegistration, 'clientId'> {
  if (!Array.isArray(body.secrets)) throw new ControlError('A registration needs its list of secrets: [{"value","expiresAt"}].');
  return { name: 'application', ...body, secrets: body.secrets } as Omit<AppRegistration, 'clientId'>;
}
