import { Connection, Settings } from '../domain/connection';
import { handsOrdersOver } from '../domain/order-integration';
import { submittedOrders } from '../domain/preflight-failures';
import { ConnectedSystems } from '../domain/systems';
import { CurrentAccess } from './current-access';

/** Refuses to turn the hand-over of submitted orders off while some are waiting: nobody would ever take them over. */
export class RequireOrdersTakenOver {
  constructor(private readonly parts: { readonly access: CurrentAccess; readonly systems: ConnectedSystems }) {}

  /**
   * @param connection as it is now; before its first enabling it has taken over nothing
   * @throws Failure `blocked` `setup.submittedOrders`; those of the sign-in and the connector where Sales can't be asked
   */
  async run(connection: Connection, next: Settings): Promise<void> {
    if (!connection.environment?.bound || !handsOrdersOver(connection) || handsOrdersOver(next)) return;
    const organization = this.parts.systems.sales(await this.parts.access.of(connection, 'sales'));
    const waiting = await organization.submittedOrders();
    if (waiting > 0) throw submittedOrders(waiting);
  }
}
