import { mayNotCreate } from '@tandem/domain/create-privilege';
import { asFailure } from '@tandem/domain/failure';
import { Connection, disabled, troubled } from '../domain/connection';
import { ConnectionChange } from '../domain/connection-events';
import { autoDisabled } from '../domain/preflight-failures';
import { ConnectionParts } from './create-connection';

/** What a system refused Tandem with. */
export interface Trouble {
  /** As in `docs/failures.md`. */
  readonly code: string;
  readonly message: string;
}

/** Notes that one of the systems refuses Tandem; the first reason stays until the trouble is over. Where nothing can be created any more it disables. */
export class NoteTrouble {
  constructor(private readonly parts: Pick<ConnectionParts, 'connections' | 'events' | 'clock'>) {}

  async run(connectionId: string, { code, message }: Trouble): Promise<Connection> {
    const connection = await this.parts.connections.get(connectionId);
    if (!connection.enabled) return connection;
    if (mayNotCreate({ code, message })) return this.save(stopped(connection, message), 'disabled');
    if (connection.reason !== undefined) return connection;
    return this.save(troubled(connection, `${message} (${code})`), 'needsAttention');
  }

  /** Who has changed the connection meanwhile may have ended the trouble; if not, it is reported again. */
  private async save(connection: Connection, change: ConnectionChange): Promise<Connection> {
    const { connections, events, clock } = this.parts;
    try {
      const saved = await connections.save(connection, clock.now());
      await events.announce(connection.id, change);
      return saved;
    } catch (thrown) {
      if (asFailure(thrown).code !== 'connection.changedMeanwhile') throw thrown;
      return connections.get(connection.id);
    }
  }
}

function stopped(connection: Connection, said: string): Connection {
  const { message, code } = autoDisabled(said);
  return disabled(connection, `${message} (${code})`);
}
