import { Connection, rehearsing } from '../domain/connection';
import { ConnectionParts } from './create-connection';
import { InspectConnection } from './inspect-connection';
import { requirePassed } from './require-passed';

/** Lets previews and dry runs read both systems before a connection is enabled, once every check has passed. An enabled connection needs no rehearsal. */
export class RehearseConnection {
  constructor(
    private readonly parts: Pick<ConnectionParts, 'connections' | 'events' | 'clock'> & { readonly inspect: InspectConnection },
  ) {}

  async run(connectionId: string): Promise<Connection> {
    const { connections, events, clock, inspect } = this.parts;
    const connection = await connections.get(connectionId);
    if (connection.enabled) return connection;
    const facts = requirePassed(await inspect.run(connection));
    const next = rehearsing(connection, facts);
    if (JSON.stringify(next) === JSON.stringify(connection)) return connection;
    const saved = await connections.save(next, clock.now());
    await events.announce(connectionId, 'changed');
    return saved;
  }
}
