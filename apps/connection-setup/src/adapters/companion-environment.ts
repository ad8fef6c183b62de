/** What the checks ask of a Business Central environment: its companies over API v2.0, the rest over the companion extension. */
import { FixedAccess } from '@tandem/connectors/access/fixed-access';
import { BusinessCentralEnvironment as EnvironmentClient } from '@tandem/connectors/business-central/environment';
import { ServiceParts } from '@tandem/connectors/http/service-parts';
import { Access } from '../domain/access';
import { BusinessCentralEnvironment, CompanionState, Company } from '../domain/systems';

export class CompanionEnvironment extends BusinessCentralEnvironment {
  constructor(
    private readonly access: Access,
    private readonly parts: Omit<ServiceParts, 'access'>,
  ) {
    super();
  }

  companies(): Promise<Company[]> {
    return this.client().companies();
  }

  async companionState(companyId: string): Promise<CompanionState | undefined> {
    const client = this.client(companyId);
    if ((await client.surface()) !== 'companion') return undefined;
    const { localCurrencyCode, extensionVersion } = await client.integrationState();
    return { companyId, localCurrencyCode, extensionVersion };
  }

  experience(companyId: string): Promise<string> {
    return this.client(companyId).companyExperience();
  }

  private client(companyId?: string): EnvironmentClient {
    return new EnvironmentClient({ ...this.parts, access: new FixedAccess({ ...this.access, companyId }) });
  }
}
