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
    await organization.keepConnectionRow(rowFor(connection, connection.environment.companyId, this.parts.page));
    if (handsOrdersOver(connection)) await this.leaveOrders(organization, true);
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

  private async leaveOrders(organization: SalesOrganization, on: boolean): Promise<void> {
    const { orderIntegration } = await organization.settings();
    if (orderIntegration !== on) await organization.setOrderIntegration(on);
  }

  private async organization(connection: Connection): Promise<SalesOrganization> {
    return this.parts.systems.sales(await this.parts.access.of(connection, 'sales'));
  }
}

/** What Sales is told of a connection. */
const shownInSales = ({ name, options }: Connection): string =>
  JSON.stringify([name, options.businessCentralWebUrl, options.itemAvailability, options.salesOrderIntegration]);
