import { Connection, recognised } from '../domain/connection';
import { mustBeDisabled } from '../domain/setup-failures';
import { ConnectionParts } from './create-connection';
import { InspectConnection } from './inspect-connection';
import { requirePassed } from './require-passed';

/**
 * A person's word that the environment found now takes the place of the one known, with the couplings as they are. Every other check must pass; the
 * connection stays disabled.
 */
export class AcceptEnvironment {
  constructor(
    private readonly parts: Pick<ConnectionParts, 'connections' | 'events' | 'clock'> & { readonly inspect: InspectConnection },
  ) {}

  async run(connectionId: string): Promise<Connection> {
    const { connections, events, clock, inspect } = this.parts;
    const connection = await connections.get(connectionId);
    if (connection.enabled) throw mustBeDisabled(['the environment']);
    const facts = requirePassed(await inspect.run({ ...connection, environment: undefined }));
    const next = { ...recognised(connection, facts), reason: undefined };
    const saved = await connections.save(next, clock.now());
    await events.announce(connectionId, 'changed');
    return saved;
  }
}
