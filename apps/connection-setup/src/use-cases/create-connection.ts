import { Clock } from '@tandem/domain/clock';
import { AddressRules } from '../domain/address';
import { Certificates, withExpiries } from '../domain/certificates';
import { canonical } from '../domain/canonical-settings';
import { changed, Connection, newConnection, SettingsChange } from '../domain/connection';
import { ConnectionEvents } from '../domain/connection-events';
import { Connections } from '../domain/connections';
import { SecretCipher, takeSecrets } from '../domain/secrets';

export interface ConnectionParts {
  readonly connections: Connections;
  readonly cipher: SecretCipher;
  readonly addresses: AddressRules;
  readonly certificates: Certificates;
  readonly events: ConnectionEvents;
  readonly clock: Clock;
}

/** Creates a connection from what is known so far; it is disabled, and nothing is sent to either system. */
export class CreateConnection {
  constructor(private readonly parts: ConnectionParts) {}

  async run(id: string, details: SettingsChange & { readonly name: string }): Promise<Connection> {
    const { connections, cipher, addresses, certificates, events, clock } = this.parts;
    const { rest, secrets } = takeSecrets(details);
    const connection = canonical(
      changed(newConnection(id, details.name, clock.now()), withExpiries(rest, secrets, certificates)),
      addresses,
    );
    const complete = { ...connection, secrets: await cipher.encrypt(id, secrets, null) };
    await connections.add(complete);
    await events.announce(id, 'created');
    return complete;
  }
}
