/** Tells the other services that something about a connection has changed. */

export type ConnectionChange = 'created' | 'changed' | 'enabled' | 'disabled' | 'deleted' | 'needsAttention' | 'recovered';

export abstract class ConnectionEvents {
  /** May be lost; whoever needs to be sure asks for the summary. Never fails. */
  abstract announce(connectionId: string, change: ConnectionChange): Promise<void>;
}
