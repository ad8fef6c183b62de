/** The two systems over HTTP, for the few questions of the checks: little patience, a budget of its own. */
import { FixedAccess } from '@tandem/connectors/access/fixed-access';
import { DataverseConnectionRows } from '@tandem/connectors/dataverse/connection-row';
import { DataverseOrganization } from '@tandem/connectors/dataverse/organization';
import { BudgetShare } from '@tandem/connectors/http/budget-share';
import { HttpTransport } from '@tandem/connectors/http/http-transport';
import { RetryPolicy } from '@tandem/connectors/http/retry-policy';
import { ServiceParts } from '@tandem/connectors/http/service-parts';
import { Access } from '../domain/access';
import { BusinessCentralEnvironment, ConnectedSystems, SalesOrganization } from '../domain/systems';
import { CompanionEnvironment } from './companion-environment';
import { DataverseSalesOrganization } from './dataverse-sales-organization';

/** Somebody is waiting in front of a page: a second try, then the finding. */
const patience = { attempts: 2, firstDelayMs: 250, longestDelayMs: 1_000, longestWaitMs: 5_000 };
const callsAtOnce = 4;

export class HttpConnectedSystems extends ConnectedSystems {
  constructor(private readonly transport: HttpTransport) {
    super();
  }

  sales(access: Access): SalesOrganization {
    const parts = { ...this.parts(), access: new FixedAccess(access) };
    return new DataverseSalesOrganization(new DataverseOrganization(parts), new DataverseConnectionRows(parts));
  }

  businessCentral(access: Access): BusinessCentralEnvironment {
    return new CompanionEnvironment(access, this.parts());
  }

  private parts(): Omit<ServiceParts, 'access'> {
    const budget = new BudgetShare(callsAtOnce, { longestWaitMs: patience.longestWaitMs });
    return { transport: this.transport, budget, retries: new RetryPolicy(patience) };
  }
}
