import { Clock } from '@tandem/domain/clock';
import { Connection, newConnection, SettingsChange } from '../domain/connection';
import { ConnectionEvents } from '../domain/connection-events';
import { Connections } from '../domain/connections';
import { requireConfirmed } from '../domain/order-integration';
import { ProposeChange } from './propose-change';

export interface ConnectionParts {
  readonly connections: Connections;
  readonly propose: ProposeChange;
  readonly events: ConnectionEvents;
  readonly clock: Clock;
}

/** Creates a connection from what is known so far, and be it only a name; it is disabled, and nothing is sent to either system. */
export class CreateConnection {
  constructor(private readonly parts: ConnectionParts) {}

  async run(id: string, details: SettingsChange & { readonly name: string }): Promise<Connection> {
    requireConfirmed(undefined, details);
    const { connections, propose, events, clock } = this.parts;
    const complete = await propose.run(newConnection(id, details.name, clock.now()), details);
    await connections.add(complete);
    await events.announce(id, 'created');
    return complete;
  }
}
