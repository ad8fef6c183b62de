import { asFailure } from '@tandem/domain/failure';
import { Connection, disabled } from '../domain/connection';
import { ConnectionParts } from './create-connection';
import { PrepareSales } from './prepare-sales';

type DisableParts = Pick<ConnectionParts, 'connections' | 'events' | 'clock'> & { readonly prepare: PrepareSales };

/** Disables a connection: what was read from both systems is forgotten; couplings and settings stay. Disabling twice changes nothing. */
export class DisableConnection {
  constructor(private readonly parts: DisableParts) {}

  /** @param reason why, where Tandem does it by itself */
  async run(connectionId: string, reason?: string): Promise<Connection> {
    const { connections, events, clock } = this.parts;
    const connection = await connections.get(connectionId);
    if (!connection.enabled && !connection.rehearsing) return connection;
    const saved = await connections.save(disabled(connection, reason), clock.now());
    await events.announce(connectionId, 'disabled');
    if (reason === undefined) await this.withdraw(saved);
    return saved;
  }

  /** Whoever disables a connection because a system does not answer must be able to: the row in Sales is then kept right by the next enabling. */
  private async withdraw(connection: Connection): Promise<void> {
    try {
      await this.parts.prepare.withdraw(connection);
    } catch (thrown) {
      if (asFailure(thrown).kind === 'bug') throw thrown;
    }
  }
}
