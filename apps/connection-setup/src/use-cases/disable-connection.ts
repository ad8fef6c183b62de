import { Connection, disabled } from '../domain/connection';
import { ConnectionParts } from './create-connection';

/** Disables a connection; couplings, settings and what was read stay. Disabling twice changes nothing. */
export class DisableConnection {
  constructor(private readonly parts: Pick<ConnectionParts, 'connections' | 'events' | 'clock'>) {}

  /** @param reason why, where Tandem does it by itself */
  async run(connectionId: string, reason?: string): Promise<Connection> {
    const { connections, events, clock } = this.parts;
    const connection = await connections.get(connectionId);
    if (!connection.enabled && !connection.rehearsing) return connection;
    const saved = await connections.save(disabled(connection, reason), clock.now());
    await events.announce(connectionId, 'disabled');
    return saved;
  }
}
