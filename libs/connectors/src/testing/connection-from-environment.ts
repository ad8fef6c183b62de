/** The two servers that integration tests talk to, named by the environment; any servers that speak the wire pages will do. */
import { SystemClock } from '@tandem/domain/clock';
import { ClientCredentialsAccess } from '../access/client-credentials-access';
import { EntraTokenClient } from '../access/entra-token-client';
import { AddressGuard } from '../http/address-guard';
import { BudgetShare } from '../http/budget-share';
import { HttpTransport } from '../http/http-transport';
import { ServiceParts } from '../http/service-parts';

const environment = process.env;

/** `SALES_URL`, `SALES_AUTHORITY` (default: the same server), `SALES_TENANT`, `SALES_CLIENT_ID`, `SALES_CLIENT_SECRET`; the same with `BUSINESS_CENTRAL_`, and `BUSINESS_CENTRAL_COMPANY`. */
export type ServiceName = 'SALES' | 'BUSINESS_CENTRAL';

/** What a client of the server needs. Sales is asked for under its own address, Business Central under its one public name. */
export const partsFromEnvironment = (
  name: ServiceName,
  slots: number,
): ServiceParts & { readonly transport: HttpTransport; readonly budget: BudgetShare } => {
  const of = (setting: string): string => environment[`${name}_${setting}`] ?? '';
  if (!of('URL')) throw new Error(`${name}_URL must name a running server.`);
  const transport = new HttpTransport(new AddressGuard({ allowLoopback: true, extraHosts: [] }));
  const url = of('URL');
  const clock = new SystemClock();
  const resource = name === 'SALES' ? url : 'https://api.businesscentral.dynamics.com';
  const access = new ClientCredentialsAccess({
    tokens: new EntraTokenClient(transport, clock),
    credentials: {
      authority: of('AUTHORITY') || new URL(url).origin,
      tenantId: of('TENANT'),
      clientId: of('CLIENT_ID'),
      clientSecret: of('CLIENT_SECRET'),
      scope: `${resource}/.default`,
    },
    address: { url, companyId: of('COMPANY') || undefined },
    clock,
  });
  return { transport, access, budget: new BudgetShare(slots) };
};
