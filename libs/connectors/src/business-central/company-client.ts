/** Requests to one company of Business Central, through the companion API or API v2.0. */
import { Failure } from '@tandem/domain/failure';
import { WritePermit } from '@tandem/domain/ports/record-store';
import { ServiceAccess } from '@tandem/domain/ports/service-access';
import { Answer, Exchange } from '../http/exchange';
import { JsonObject, jsonOf } from '../http/json-answer';
import { ServiceClient, ServiceRequest } from '../http/service-client';
import { ReadTarget, ServiceParts } from '../http/service-parts';
import { Collection, collectionOf } from '../odata/collection';
import { Surface } from './company-sets';
import { successOf } from './errors';

const roots: Readonly<Record<Surface, string>> = { companion: '/api/tandem/integration/v1.0', v2: '/api/v2.0' };

/** The language is fixed: error texts and formats are localised otherwise. */
const headers = { accept: 'application/json', 'accept-language': 'en-US' };

export class CompanyClient {
  private readonly service: ServiceClient;

  constructor(
    parts: ServiceParts,
    readonly surface: Surface,
  ) {
    this.service = new ServiceClient({ ...parts, headers, rootOf: ({ url }) => url.replace(/\/+$/, '') + roots[surface] });
  }

  /** The path of a set of the connection's company, below the API. */
  async path(set: string): Promise<string> {
    return `companies(${companyIn(await this.service.access())})/${set}`;
  }

  /** A successful answer of anything below the API; throws the Failure for any other. */
  async get(target: ReadTarget): Promise<Answer> {
    const prefer = target.prefer?.length ? { prefer: target.prefer.join(',') } : undefined;
    return successOf(await this.service.read({ method: 'GET', path: target.path, link: target.link, headers: prefer }));
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

  /** A batch of reads, which may be sent twice. */
  async readBatch(body: string): Promise<JsonObject> {
    return jsonOf(successOf(await this.service.read(batch(body))));
  }

  /** A batch of writes, sent at most once. */
  writeBatch(body: string, permit?: WritePermit): Promise<Exchange> {
    return this.service.write(batch(body), permit);
  }
}

const batch = (body: string): ServiceRequest => ({ method: 'POST', path: '$batch', headers: { 'content-type': 'application/json' }, body });

const companyIn = ({ companyId }: ServiceAccess): string => {
  if (companyId) return companyId;
  throw new Failure('misconfigured', 'connection.companyMissing', 'The connection names no company of Business Central.', {
    help: 'Choose the company in the settings of the connection.',
  });
};
