import { connectionSummary, ConnectionSummary, reportTrouble } from '@tandem/contracts/connection-access';
import { asFailure } from '@tandem/domain/failure';
import { Variant } from '@tandem/domain/mapping/variant';
import { Bus } from '@tandem/platform/messaging/bus';
import { Log } from '@tandem/platform/observability/log';
import { budgetNamed } from '../domain/budgets/service-budget';
import { Attention, ConnectionCard, ConnectionDirectory } from '../domain/connections/connection-card';

/** connection-setup, asked over the bus. */
export class BusConnectionDirectory extends ConnectionDirectory {
  constructor(
    private readonly bus: Bus,
    private readonly log: Log,
  ) {
    super();
  }

  async card(connectionId: string): Promise<ConnectionCard> {
    return toCard(await this.bus.ask(connectionSummary, { connectionId }, { connectionId }));
  }

  /** The pause of the connection does not depend on it: what can't be told now is told with the next probe. */
  async reportTrouble(connectionId: string, { code, message }: Attention): Promise<void> {
    try {
      await this.bus.ask(reportTrouble, { connectionId, code, message: message.slice(0, 2_000) }, { connectionId });
    } catch (reason) {
      this.log.warn('trouble of a connection could not be reported', { connectionId, code: asFailure(reason).code });
    }
  }
}

/** A connection that needs attention is enabled still: one page now and then probes whether it is well again. */
const toCard = (summary: ConnectionSummary): ConnectionCard => ({
  connectionId: summary.id,
  enabled: summary.enabled,
  rehearsing: summary.rehearsing ?? false,
  variant: variantOf(summary),
  chosenMappings: summary.options.mappings ?? null,
  budgets: {
    sales: budgetNamed(summary.salesHost, summary.salesPrincipal),
    businessCentral: budgetNamed(summary.businessCentralHost, summary.businessCentralPrincipal),
  },
});

const variantOf = ({ options }: ConnectionSummary): Variant => ({
  ownership: options.ownership,
  unitGroupMapping: options.unitGroupMapping,
  priceModel: options.priceModel,
});
