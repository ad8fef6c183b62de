/** Both systems opened for the pump: the same connectors as the engine's, with the slots that all its workers hold together. */
import { ClientCredentialsAccess } from '@tandem/connectors/access/client-credentials-access';
import { EntraTokenClient } from '@tandem/connectors/access/entra-token-client';
import { BusinessCentralRecordStore } from '@tandem/connectors/business-central/business-central-record-store';
import { DataverseRecordStore } from '@tandem/connectors/dataverse/dataverse-record-store';
import { AddressGuard } from '@tandem/connectors/http/address-guard';
import { BudgetShare } from '@tandem/connectors/http/budget-share';
import { HttpTransport } from '@tandem/connectors/http/http-transport';
import { SystemClock } from '@tandem/domain/clock';
import { sales } from '@tandem/domain/tables/sales';
import { Value, Values } from '@tandem/domain/value';
import { Simulator } from '../../local/src/simulators';

export interface PumpSystems {
  readonly source: BusinessCentralRecordStore;
  readonly target: DataverseRecordStore;
  readonly given: Values;
  close(): Promise<void>;
}

const scopes = {
  dataverse: (url: string) => `${url}/.default`,
  'business-central': () => 'https://api.businesscentral.dynamics.com/.default',
};

async function accessTo(simulator: Simulator, transport: HttpTransport, companyId?: string): Promise<ClientCredentialsAccess> {
  const clock = new SystemClock();
  const { id, tenantId } = await simulator.tenant();
  const credentials = {
    authority: simulator.url,
    tenantId: tenantId ?? id ?? '',
    scope: scopes[simulator.system](simulator.url),
    ...(await simulator.registration()),
  };
  return new ClientCredentialsAccess({
    tokens: new EntraTokenClient(transport, clock),
    credentials,
    address: { url: simulator.url, companyId },
    clock,
  });
}

type Row = Readonly<Record<string, Value>>;

async function rowsOf(simulator: Simulator, table: string, count: number): Promise<Row[]> {
  const answer = await fetch(`${simulator.url}/_control/rows/${table}?count=${count}`);
  return ((await answer.json()) as { rows: Row[] }).rows;
}

/** Columns of an account whose values the engine works out by more than copying. */
const translated = ['address1_freighttermscode', 'address1_shippingmethodcode', 'paymenttermscode', 'tandem_companyid'] as const;

/** What the engine has written into such columns of one account: the pump writes the same into all, so that both write the same columns. */
async function translatedValues(sales: Simulator, companyId: string): Promise<Values> {
  const accounts = await rowsOf(sales, 'account', 2_000);
  const written = (row: Row): number => translated.filter((column) => row[column] !== null && row[column] !== undefined).length;
  const [fullest] = accounts.filter((row) => row['tandem_companyid'] === companyId).sort((one, other) => written(other) - written(one));
  return Object.fromEntries(translated.map((column) => [column, fullest?.[column] ?? null]));
}

/** Opens both simulators as the integration user. */
export async function openPumpSystems(
  simulators: readonly Simulator[],
  slots: { sales: number; businessCentral: number },
  companyId: string,
): Promise<PumpSystems> {
  const find = (system: Simulator['system']) => simulators.find((simulator) => simulator.system === system) as Simulator;
  const [salesSimulator, businessCentralSimulator] = [find('dataverse'), find('business-central')];
  const transport = new HttpTransport(new AddressGuard({ allowLoopback: true, extraHosts: [] }));
  const [[user], [currency], terms] = await Promise.all([
    rowsOf(salesSimulator, 'systemuser', 1),
    rowsOf(salesSimulator, 'transactioncurrency', 1),
    translatedValues(salesSimulator, companyId),
  ]);
  return {
    source: new BusinessCentralRecordStore({
      transport,
      access: await accessTo(businessCentralSimulator, transport, companyId),
      budget: new BudgetShare(slots.businessCentral),
    }),
    target: new DataverseRecordStore({
      transport,
      access: await accessTo(salesSimulator, transport),
      budget: new BudgetShare(slots.sales),
      tables: Object.values(sales),
    }),
    given: { ownerid: user?.['systemuserid'] ?? null, transactioncurrencyid: currency?.['transactioncurrencyid'] ?? null, ...terms },
    close: () => transport.close(),
  };
}
