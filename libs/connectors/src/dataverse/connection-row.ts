/** The row of `tandem_connection` that tells people's pages in Sales where Business Central and Tandem are found; one for each company, and never a secret. */
import { ServiceParts } from '../http/service-parts';
import { queryString, textLiteral } from '../odata/query';
import { carriedOut } from './carried-out';
import { DataverseClient } from './dataverse-client';

/** What is absent is blank. */
export interface ConnectionRow {
  /** SystemId of the company; the key. */
  readonly companyId: string;
  readonly name: string;
  /** Root of Business Central's web client, for links to its records. */
  readonly webClientUrl?: string;
  /** Where the live quantity of an item is asked for. */
  readonly availabilityUrl?: string;
  /** Issuer at which people sign in before they ask, the public client that asks, and the scope it asks for. */
  readonly signInAuthority?: string;
  readonly signInClientId?: string;
  readonly signInScope?: string;
}

const set = 'tandem_connections';

/** Every method throws the Failures of `errors.ts`. */
export class DataverseConnectionRows {
  private readonly client: DataverseClient;

  constructor(parts: ServiceParts) {
    this.client = new DataverseClient(parts);
  }

  /** Creates the row of a company, or brings the one that is there to this state. */
  async keep(row: ConnectionRow): Promise<void> {
    const [id] = await this.idsOf(row.companyId);
    const body = columnsOf(row);
    carriedOut(id ? await this.client.patchJson(`${set}(${id})`, body) : await this.client.postJson(set, body));
  }

  /** Removes the row of a company; where there is none, nothing happens. */
  async remove(companyId: string): Promise<void> {
    for (const id of await this.idsOf(companyId)) carriedOut(await this.client.delete(`${set}(${id})`));
  }

  private async idsOf(companyId: string): Promise<string[]> {
    const query = queryString({ $select: 'tandem_connectionid', $filter: `tandem_companyid eq ${textLiteral(companyId)}` });
    const rows = await this.client.getAll({ path: set + query });
    return rows.map((row) => String(row.tandem_connectionid));
  }
}

const columnsOf = (row: ConnectionRow) => ({
  tandem_companyid: row.companyId,
  tandem_name: row.name,
  tandem_webclienturl: row.webClientUrl ?? null,
  tandem_availabilityurl: row.availabilityUrl ?? null,
  tandem_signinauthority: row.signInAuthority ?? null,
  tandem_signinclientid: row.signInClientId ?? null,
  tandem_signinscope: row.signInScope ?? null,
});
