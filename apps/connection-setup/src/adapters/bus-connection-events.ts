import { connectionChanged } from '@tandem/contracts/connection';
import { Bus } from '@tandem/platform/messaging/bus';
import { Log } from '@tandem/platform/observability/log';
import { ConnectionChange, ConnectionEvents } from '../domain/connection-events';

/** Announces changes on the bus. */
export class BusConnectionEvents extends ConnectionEvents {
  constructor(
    private readonly bus: Bus,
    private readonly log: Log,
  ) {
    super();
  }

  async announce(connectionId: string, change: ConnectionChange): Promise<void> {
    try {
      await this.bus.announce(connectionChanged, { connectionId, change }, { connectionId });
    } catch (error) {
      this.log.warn('a change of a connection could not be announced', { connectionId, change, error });
    }
  }
}
