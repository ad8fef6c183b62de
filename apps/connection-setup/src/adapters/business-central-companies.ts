/** What the checks ask of a Business Central environment: its companies over API v2.0, the rest over the companion extension. */
import { CompanyClient } from '@tandem/connectors/business-central/company-client';
import { JsonObject, unexpectedAnswer } from '@tandem/connectors/http/json-answer';
import { ServiceParts } from '@tandem/connectors/http/service-parts';
import { asFailure } from '@tandem/domain/failure';
import { BusinessCentralEnvironment, CompanionState, Company } from '../domain/systems';
import { textIn } from './json-columns';

export class BusinessCentralCompanies extends BusinessCentralEnvironment {
  private readonly api: CompanyClient;
  private readonly companion: CompanyClient;

  constructor(parts: ServiceParts) {
    super();
    this.api = new CompanyClient(parts, 'v2');
    this.companion = new CompanyClient(parts, 'companion');
  }

  async companies(): Promise<Company[]> {
    const rows = await this.api.getAll({ path: 'companies' });
    return rows.map((row) => ({ id: textIn(row, 'id'), name: textIn(row, 'name') }));
  }

  async companionState(companyId: string): Promise<CompanionState | undefined> {
    try {
      const row = await this.onlyRow(companyId, 'integrationState');
      return { companyId, localCurrencyCode: textIn(row, 'localCurrencyCode'), extensionVersion: textIn(row, 'extensionVersion') };
    } catch (thrown) {
      if (asFailure(thrown).details['vendorCode'] === 'BadRequest_ResourceNotFound') return undefined;
      throw thrown;
    }
  }

  async experience(companyId: string): Promise<string> {
    return textIn(await this.onlyRow(companyId, 'companyExperience'), 'experience');
  }

  private async onlyRow(companyId: string, set: string): Promise<JsonObject> {
    const [row] = await this.companion.getAll({ path: `companies(${companyId})/${set}` });
    if (!row) throw unexpectedAnswer(`${set} is empty`);
    return row;
  }
}
