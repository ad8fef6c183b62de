/** The connection between the two simulators that `npm start` sets up. */
import { Simulator } from './simulators';

const company = 'CRONUS International Ltd.';

export interface DemoConnection {
  readonly name: string;
  readonly sales: object;
  readonly businessCentral: object;
  readonly options: object;
}

/** The body of the connection, as an administrator would enter it. */
export async function demoConnection(simulators: readonly Simulator[]): Promise<DemoConnection> {
  const [sales, businessCentral] = [systemOf(simulators, 'dataverse'), systemOf(simulators, 'business-central')];
  return {
    name: 'CRONUS and the sales sample',
    sales: await accountOf(sales),
    businessCentral: { ...(await accountOf(businessCentral)), companyName: company },
    options: { ownership: 'person' },
  };
}

function systemOf(simulators: readonly Simulator[], system: Simulator['system']): Simulator {
  const found = simulators.find((simulator) => simulator.system === system);
  if (!found) throw new Error(`The simulator of ${system} is not running.`);
  return found;
}

async function accountOf(simulator: Simulator): Promise<object> {
  const [{ id, tenantId }, registration] = await Promise.all([simulator.tenant(), simulator.registration()]);
  return { url: simulator.url, authority: simulator.url, tenantId: tenantId ?? id, ...registration };
}
