import { Connection, enabled } from '../domain/connection';
import { ConnectionParts } from './create-connection';
import { InspectConnection } from './inspect-connection';
import { requirePassed } from './require-passed';

/** Enables a connection once every check has passed; else nothing changes and the first refusal is the answer. */
export class EnableConnection {
  constructor(
    private readonly parts: Pick<ConnectionParts, 'connections' | 'events' | 'clock'> & { readonly inspect: InspectConnection },
  ) {}

  async run(connectionId: string): Promise<Connection> {
    const { connections, events, clock, inspect } = this.parts;
    const connection = await connections.get(connectionId);
    const facts = requirePassed(await inspect.run(connection));
    const saved = await connections.save(enabled(connection, facts), clock.now());
    await events.announce(connectionId, 'enabled');
    return saved;
  }
}
