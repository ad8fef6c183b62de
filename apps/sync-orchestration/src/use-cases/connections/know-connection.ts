import { Failure } from '@tandem/domain/failure';
import { BudgetRules } from '../../domain/budgets/service-budget';
import { ConnectionCard, ConnectionDirectory } from '../../domain/connections/connection-card';
import { UnitOfWork } from '../../domain/unit-of-work';

/** Asks connection-setup who a connection is and remembers it, so that pages are handed out without asking again. */
export class KnowConnection {
  constructor(
    private readonly work: UnitOfWork,
    private readonly directory: ConnectionDirectory,
    private readonly rules: BudgetRules,
  ) {}

  async run(connectionId: string): Promise<ConnectionCard> {
    const card = await this.directory.card(connectionId);
    await this.work.run(null, async ({ connections, budgets }) => {
      await connections.keep(card);
      await budgets.know(card.budgets.sales, 'sales', this.rules.ceilings.sales);
      await budgets.know(card.budgets.businessCentral, 'businessCentral', this.rules.ceilings.businessCentral);
    });
    return card;
  }

  /** @throws Failure `blocked` `connection.disabled` */
  async enabled(connectionId: string): Promise<ConnectionCard> {
    const card = await this.run(connectionId);
    return card.enabled ? card : refuse();
  }

  /**
   * For what writes to neither system: the connection may also be rehearsed before it is enabled.
   * @throws Failure `blocked` `connection.disabled`
   */
  async enabledFor({ connectionId, dryRun }: { readonly connectionId: string; readonly dryRun: boolean }): Promise<ConnectionCard> {
    const card = await this.run(connectionId);
    return card.enabled || (dryRun && card.rehearsing) ? card : refuse();
  }
}

function refuse(): never {
  throw new Failure('blocked', 'connection.disabled', 'The connection is disabled.', { help: 'Enable the connection, then try again.' });
}
