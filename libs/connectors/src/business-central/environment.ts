/** What the set-up of a connection asks Business Central: its companies, their experience, and whether the companion is there. */
import { isJsonObject, JsonObject, jsonOf, unexpectedAnswer } from '../http/json-answer';
import { ServiceParts } from '../http/service-parts';
import { CompanyClient } from './company-client';
import { Surface } from './company-sets';
import { IntegrationState, IntegrationStates } from './integration-state';

export interface Company {
  /** SystemId. */
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
}

/** Every method throws the Failures of `errors.ts`; all but `companies` need the company of the access. */
export class BusinessCentralEnvironment {
  private readonly companion: CompanyClient;
  private readonly v2: CompanyClient;
  private readonly states: IntegrationStates;

  constructor(parts: ServiceParts) {
    this.companion = new CompanyClient(parts, 'companion');
    this.v2 = new CompanyClient(parts, 'v2');
    this.states = new IntegrationStates(parts);
  }

  async companies(): Promise<Company[]> {
    const rows = await this.v2.getAll({ path: 'companies' });
    return rows.map((row) => ({ id: String(row.id), name: String(row.name), displayName: String(row.displayName || row.name) }));
  }

  /** `companion` where the extension is installed, else `v2`. */
  surface(): Promise<Surface> {
    return this.states.surface();
  }

  /** The companion's state: local currency, version of the extension, settled row versions. */
  integrationState(): Promise<IntegrationState> {
    return this.states.current();
  }

  /** The experience tier of the company (`Essential`, `Premium`, …). */
  async companyExperience(): Promise<string> {
    return String((await this.onlyRow('companyExperience')).experience ?? '');
  }

  /** Some sets hold one row; it is answered as a list of one. */
  private async onlyRow(set: string): Promise<JsonObject> {
    const body = jsonOf(await this.companion.get({ path: await this.companion.path(set) }));
    const row: unknown = Array.isArray(body.value) ? body.value[0] : body;
    if (!isJsonObject(row)) throw unexpectedAnswer('no row');
    return row;
  }
}
