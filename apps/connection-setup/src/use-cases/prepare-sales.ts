import { AvailabilityPage, rowFor } from '../domain/availability-page';
import { checkSalesSolution, solutionName } from '../domain/checks/sales-solution';
import { Connection } from '../domain/connection';
import { handsOrdersOver } from '../domain/order-integration';
import { ConnectedSystems, SalesOrganization } from '../domain/systems';
import { CurrentAccess } from './current-access';

interface PrepareParts {
  readonly access: CurrentAccess;
  readonly systems: ConnectedSystems;
  readonly page: AvailabilityPage;
}

/** What a connection leaves in Sales while it is enabled: a row with addresses for people's pages, and who owns orders and invoices. */
export class PrepareSales {
  constructor(private readonly parts: PrepareParts) {}

  /**
   * Brings both to what a connection says that is enabled.
   * @throws Failure `setup.solutionMissing`; those of the sign-in and the connector, then the connection must stay as it was
   */
  async run(connection: Connection): Promise<void> {
    if (!connection.environment) return;
    const organization = await this.organization(connection);
    checkSalesSolution(await organization.solutionVersion(solutionName));
    const turnedOn = handsOrdersOver(connection) && (await this.leaveOrders(organization, true));
    try {
      await organization.keepConnectionRow(rowFor(connection, connection.environment.companyId, this.parts.page));
    } catch (thrown) {
      if (turnedOn) await organization.setOrderIntegration(false);
      throw thrown;
    }
  }

  /** Brings Sales to what has changed; fails as `run` does. Of a disabled connection only the end of the hand-over matters. */
  async afterChange(before: Connection, after: Connection): Promise<void> {
    if (!before.environment?.bound || shownInSales(before) === shownInSales(after)) return;
    if (after.enabled) await this.run(after);
    if (handsOrdersOver(before) && !handsOrdersOver(after)) await this.leaveOrders(await this.organization(after), false);
  }

  /** Takes the row away again. Who owns the orders stays: turning that off is a decision of its own. */
  async withdraw(connection: Connection): Promise<void> {
    if (!connection.environment) return;
    await (await this.organization(connection)).removeConnectionRow(connection.environment.companyId);
  }

  /** Whether something had to be changed for that. */
  private async leaveOrders(organization: SalesOrganization, on: boolean): Promise<boolean> {
    const { orderIntegration } = await organization.settings();
    if (orderIntegration === on) return false;
    await organization.setOrderIntegration(on);
    return true;
  }

  private async organization(connection: Connection): Promise<SalesOrganization> {
    return this.parts.systems.sales(await this.parts.access.of(connection, 'sales'));
  }
}

/** What Sales is told of a connection. */
const shownInSales = ({ name, options }: Connection): string =>
  JSON.stringify([name, options.businessCentralWebUrl, options.itemAvailability, options.salesOrderIntegration]);
