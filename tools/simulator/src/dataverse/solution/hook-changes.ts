import type { Column } from '../metadata/column';
import type { Database } from '../storage/database';
import { cellOf } from '../storage/row';
import type { RowWrites } from '../writing/row-writes';
import { invalidSolution, type SolutionFile } from './solution-file';
import type { XmlElement } from './xml-document';

/** An endpoint that steps lead to. */
interface Endpoint {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly contract: number;
  readonly authtype: number;
}

/** What happens on one message of one table: the endpoint is told. */
interface Step {
  readonly id: string;
  readonly name: string;
  readonly messageId: string;
  readonly filterId: string;
  readonly endpointId: string;
  readonly stage: number;
  readonly mode: number;
}

export interface HookChanges {
  readonly endpoints: readonly Endpoint[];
  readonly steps: readonly Step[];
}

const serviceEndpoint = 4618;
const idOf = (text: string): string => text.replace(/[{}]/g, '').toLowerCase();

/** The web hooks of the package; a step on a message or table that does not exist, or to an endpoint that does not come along, is refused. */
export function hookChanges(database: Database, { customizations }: SolutionFile): HookChanges {
  const endpoints = (customizations.at('ServiceEndpoints')?.all('ServiceEndpoint') ?? []).map(endpointOf);
  const known = new Set(endpoints.map(({ id }) => id));
  const elements = customizations.at('SdkMessageProcessingSteps')?.all('SdkMessageProcessingStep') ?? [];
  return { endpoints, steps: elements.map((element) => stepOf(database, element, known)) };
}

function endpointOf(element: XmlElement): Endpoint {
  const { attributes } = element;
  const name = attributes.get('Name') ?? '';
  const url = element.textAt('Url');
  if (!URL.canParse(url)) throw invalidSolution(`the endpoint '${name}' has no address.`);
  const [contract, authtype] = ['Contract', 'AuthType'].map((part) => Number(element.textAt(part))) as [number, number];
  return { id: idOf(attributes.get('ServiceEndpointId') ?? ''), name, url, contract, authtype };
}

function stepOf(database: Database, element: XmlElement, endpoints: ReadonlySet<string>): Step {
  const name = element.attributes.get('Name') ?? '';
  const [messageId, endpointId] = [idOf(element.textAt('SdkMessageId')), idOf(element.textAt('EventHandler'))];
  const filterId = filterOf(database, messageId, element.textAt('PrimaryEntity'));
  if (filterId === undefined) throw invalidSolution(`the step '${name}' is for a message and a table that do not exist together.`);
  if (Number(element.textAt('EventHandlerTypeCode')) !== serviceEndpoint || !endpoints.has(endpointId))
    throw invalidSolution(`the step '${name}' leads to no endpoint of the package.`);
  const [stage, mode] = ['Stage', 'Mode'].map((part) => Number(element.textAt(part))) as [number, number];
  return { id: idOf(element.attributes.get('SdkMessageProcessingStepId') ?? ''), name, messageId, filterId, endpointId, stage, mode };
}

/** The filter that stands for a message on a table. */
function filterOf(database: Database, messageId: string, table: string): string | undefined {
  const store = database.store('sdkmessagefilter');
  const column = (name: string): Column => store.table.columns.get(name) as Column;
  const found = store.find(column('sdkmessageid'), messageId);
  return found.find((filter) => cellOf(filter, column('primaryobjecttypecode')) === table)?.id;
}

/** What is there already, by name, stays as people have set it; new steps are switched on where the import says so. */
export function applyHooks(writes: RowWrites, { endpoints, steps }: HookChanges, publishes: boolean): void {
  const lookup = (table: string, id: string) => ({ table, id });
  const ids = new Map(endpoints.map((endpoint) => [endpoint.id, presentOf(writes, 'serviceendpoint', endpoint.name)]));
  for (const endpoint of endpoints) if (ids.get(endpoint.id) === undefined) writes.create('serviceendpoint', { ...endpoint });
  for (const { id, name, messageId, filterId, endpointId, stage, mode } of steps) {
    if (presentOf(writes, 'sdkmessageprocessingstep', name) !== undefined) continue;
    const [statecode, statuscode] = publishes ? [0, 1] : [1, 2];
    writes.create('sdkmessageprocessingstep', {
      ...{ id, name, stage, mode, rank: 1, asyncautodelete: true, statecode, statuscode },
      sdkmessageid: lookup('sdkmessage', messageId),
      sdkmessagefilterid: lookup('sdkmessagefilter', filterId),
      eventhandler: lookup('serviceendpoint', ids.get(endpointId) ?? endpointId),
    });
  }
}

function presentOf({ context: { database } }: RowWrites, table: string, name: string): string | undefined {
  const store = database.store(table);
  return store.find(store.table.columns.get('name') as Column, name)[0]?.id;
}
