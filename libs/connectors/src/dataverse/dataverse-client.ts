/** Requests to the Web API of one Dataverse environment. */
import { WritePermit } from '@tandem/domain/ports/record-store';
import { ServiceAccess } from '@tandem/domain/ports/service-access';
import { RemainingAllowance } from '@tandem/domain/ports/service-budget';
import { Answer, Exchange, headerOf } from '../http/exchange';
import { JsonObject, jsonOf } from '../http/json-answer';
import { ServiceClient } from '../http/service-client';
import { ReadTarget, ServiceParts } from '../http/service-parts';
import { Collection, collectionOf } from '../odata/collection';
import { successOf } from './errors';

const apiPath = '/api/data/v9.2';
const root = (access: ServiceAccess): string => access.url.replace(/\/+$/, '') + apiPath;

/** Dataverse caches expanded collections unless `If-None-Match: null` is sent. */
const headers = { accept: 'application/json', 'odata-version': '4.0', 'odata-maxversion': '4.0', 'if-none-match': 'null' };

const json = { 'content-type': 'application/json' };

const numberIn = (answer: Answer, header: string): number | undefined => {
  const text = headerOf(answer, header)?.replaceAll(',', '');
  return text && Number.isFinite(Number(text)) ? Number(text) : undefined;
};

/** Each answer tells what is left of the two sliding windows of the user on that server. */
const allowanceIn = (answer: Answer): RemainingAllowance | undefined => {
  const requests = numberIn(answer, 'x-ms-ratelimit-burst-remaining-xrm-requests');
  const seconds = numberIn(answer, 'x-ms-ratelimit-time-remaining-xrm-requests');
  return requests === undefined && seconds === undefined ? undefined : { requests, seconds };
};

export class DataverseClient {
  private readonly service: ServiceClient;

  constructor(parts: ServiceParts) {
    this.service = new ServiceClient({ ...parts, rootOf: root, headers, allowanceIn });
  }

  /** The absolute path of the API, for the request lines of a batch. */
  async batchPath(): Promise<string> {
    return new URL(root(await this.service.access())).pathname;
  }

  /** The absolute address of an entity, as references name it. */
  async addressOf(path: string): Promise<string> {
    return `${root(await this.service.access())}/${path}`;
  }

  /** A successful answer; throws the Failure for any other. */
  async get(target: ReadTarget): Promise<Answer> {
    const prefer = target.prefer?.length ? { prefer: target.prefer.join(',') } : undefined;
    return successOf(await this.service.read({ method: 'GET', path: target.path, link: target.link, headers: prefer }));
  }

  async getJson(path: string): Promise<JsonObject> {
    return jsonOf(await this.get({ path }));
  }

  async getPage(target: ReadTarget): Promise<Collection> {
    return collectionOf(await this.get(target));
  }

  /** Every row behind a path, page after page. */
  async getAll(target: ReadTarget): Promise<JsonObject[]> {
    const rows: JsonObject[] = [];
    for (let next: ReadTarget | undefined = target; next;) {
      const page: Collection = await this.getPage(next);
      for (const row of page.rows) rows.push(row);
      next = page.nextLink ? { link: page.nextLink, prefer: target.prefer } : undefined;
    }
    return rows;
  }

  /** One JSON write, sent at most once. */
  postJson(path: string, body: unknown, permit?: WritePermit): Promise<Exchange> {
    return this.service.write({ method: 'POST', path, headers: json, body: JSON.stringify(body) }, permit);
  }

  /** One change of a row that is there, whatever its version; a missing one is not created. */
  patchJson(path: string, body: unknown): Promise<Exchange> {
    return this.service.write({ method: 'PATCH', path, headers: { ...json, 'if-match': '*' }, body: JSON.stringify(body) });
  }

  /** Deletes one row. */
  delete(path: string): Promise<Exchange> {
    return this.service.write({ method: 'DELETE', path });
  }

  /** One `$batch` that goes on after failing operations, sent at most once. */
  postBatch(boundary: string, body: string, permit?: WritePermit): Promise<Exchange> {
    const batch = { 'content-type': `multipart/mixed; boundary="${boundary}"`, prefer: 'odata.continue-on-error' };
    return this.service.write({ method: 'POST', path: '$batch', headers: batch, body }, permit);
  }
}
