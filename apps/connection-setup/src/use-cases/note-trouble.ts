import { Connection, troubled } from '../domain/connection';
import { ConnectionParts } from './create-connection';

/** Notes that one of the systems refuses Tandem; the first reason stays until the trouble is over. */
export class NoteTrouble {
  constructor(private readonly parts: Pick<ConnectionParts, 'connections' | 'events' | 'clock'>) {}

  async run(connectionId: string, reason: string): Promise<Connection> {
    const { connections, events, clock } = this.parts;
    const connection = await connections.get(connectionId);
    if (!connection.enabled || connection.reason !== undefined) return connection;
    const saved = await connections.save(troubled(connection, reason), clock.now());
    await events.announce(connectionId, 'needsAttention');
    return saved;
  }
}
