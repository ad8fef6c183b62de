/** Creates rows of one table in one request, all or none, where the table offers it. */
import { NewRecord, WriteOutcome, WritePermit } from '@tandem/domain/ports/record-store';
import { Table } from '@tandem/domain/tables/table';
import { Answer } from '../http/exchange';
import { isJsonObject, parseJson } from '../http/json-answer';
import { outcomeUnknown, settle } from '../http/settled-write';
import { queryString } from '../odata/query';
import { DataverseClient } from './dataverse-client';
import { dataverseFailure, errorIn } from './errors';
import { EntityBodies } from './entity-body';
import { entityOf } from './entity-tables';

/** Answers that say the message itself is not there for the table. */
const notOffered = new Set([404, 405, 501]);
/** Refusals of the request as such; sending its rows one by one would meet them again. */
const refusesAll = new Set([401, 429, 503]);
/** So many refusals of rows that turn out to be fine by themselves end the use of the message. */
const mostGroundless = 2;

export class CreateMultiple {
  private readonly offers = new Map<string, Promise<boolean>>();
  private readonly groundless = new Map<string, number>();

  constructor(private readonly client: DataverseClient) {}

  /** Whether the table offers the message; asked once. */
  async isOffered(table: Table): Promise<boolean> {
    const known = this.offers.get(table.name);
    if (known) return known;
    const asked = this.ask(entityOf(table).logicalName);
    this.offers.set(table.name, asked);
    asked.catch(() => this.offers.delete(table.name));
    return asked;
  }

  /** The outcomes, or undefined where the rows must be sent one by one to see which of them is refused. */
  async send(table: Table, records: readonly NewRecord[], bodies: EntityBodies, permit?: WritePermit): Promise<WriteOutcome[] | undefined> {
    const { set, logicalName } = entityOf(table);
    const Targets = records.map((record) => ({
      '@odata.type': `Microsoft.Dynamics.CRM.${logicalName}`,
      ...bodies.forCreation(record.id, record),
    }));
    const exchange = await this.client.postJson(`${set}/Microsoft.Dynamics.CRM.CreateMultiple`, { Targets }, permit);
    const settled = settle(exchange, true);
    if (settled.kind === 'failed') return records.map(() => settled);
    if (settled.kind === 'done') return written(records, settled.answer);
    if (notOffered.has(settled.answer.status)) this.offers.set(table.name, Promise.resolve(false));
    if (!refusesAll.has(settled.answer.status)) return undefined;
    const failure = dataverseFailure(errorIn(settled.answer));
    return records.map(() => ({ kind: 'failed', failure }));
  }

  /** Learns how rows fared one by one after the message was refused. */
  learn(table: Table, outcomes: readonly WriteOutcome[]): void {
    const count = outcomes.every(({ kind }) => kind === 'written') ? (this.groundless.get(table.name) ?? 0) + 1 : 0;
    this.groundless.set(table.name, count);
    if (count >= mostGroundless) this.offers.set(table.name, Promise.resolve(false));
  }

  private async ask(logicalName: string): Promise<boolean> {
    const query = queryString({
      $select: 'sdkmessagefilterid',
      $filter: 'sdkmessageid/name eq @m and primaryobjecttypecode eq @t',
      '@m': "'CreateMultiple'",
      '@t': `'${logicalName}'`,
    });
    const { rows } = await this.client.getPage({ path: `sdkmessagefilters${query}` });
    return rows.length > 0;
  }
}

const written = (records: readonly NewRecord[], answer: Answer): WriteOutcome[] => {
  const body = parseJson(answer.text);
  const ids: readonly unknown[] = isJsonObject(body) && Array.isArray(body.Ids) ? body.Ids : [];
  return records.map((record, index) => {
    const id = ids[index];
    return typeof id === 'string'
      ? { kind: 'written', id, version: null }
      : { kind: 'failed', failure: outcomeUnknown('the answer lacks the ids of the new records.') };
  });
};
