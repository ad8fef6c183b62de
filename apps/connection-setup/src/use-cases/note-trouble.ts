import { asFailure } from '@tandem/domain/failure';
import { Connection, troubled } from '../domain/connection';
import { ConnectionParts } from './create-connection';

/** What a system refused Tandem with. */
export interface Trouble {
  /** As in `docs/failures.md`. */
  readonly code: string;
  readonly message: string;
}

/** Notes that one of the systems refuses Tandem; the first reason stays until the trouble is over. */
export class NoteTrouble {
  constructor(private readonly parts: Pick<ConnectionParts, 'connections' | 'events' | 'clock'>) {}

  async run(connectionId: string, { code, message }: Trouble): Promise<Connection> {
    const connection = await this.parts.connections.get(connectionId);
    if (!connection.enabled || connection.reason !== undefined) return connection;
    return this.save(troubled(connection, `${message} (${code})`));
  }

  /** Who has changed the connection meanwhile may have ended the trouble; if not, it is reported again. */
  private async save(connection: Connection): Promise<Connection> {
    const { connections, events, clock } = this.parts;
    try {
      const saved = await connections.save(connection, clock.now());
      await events.announce(connection.id, 'needsAttention');
      return saved;
    } catch (thrown) {
      if (asFailure(thrown).code !== 'connection.changedMeanwhile') throw thrown;
      return connections.get(connection.id);
    }
  }
}
