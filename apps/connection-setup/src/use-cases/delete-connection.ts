import { deleteNeedsDisabled } from '../domain/setup-failures';
import { ConnectionParts } from './create-connection';
import { CurrentAccess } from './current-access';

/** Deletes a disabled connection with its secrets. */
export class DeleteConnection {
  constructor(private readonly parts: Pick<ConnectionParts, 'connections' | 'events'> & { readonly access: CurrentAccess }) {}

  async run(connectionId: string): Promise<void> {
    const { connections, events, access } = this.parts;
    const connection = await connections.get(connectionId);
    if (connection.enabled) throw deleteNeedsDisabled(connection.name);
    await connections.remove(connection);
    access.forget(connectionId);
    await events.announce(connectionId, 'deleted');
  }
}
