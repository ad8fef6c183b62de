/** The one connection of a process to NATS; it reconnects for as long as the process lives. */
import { connect, NatsConnection } from '@nats-io/transport-node';
import { Log } from '../observability/log';

export interface NatsAddress {
  /** `nats://host:port` or `tls://host:port`, several separated by commas, with `user:password@` or `token@` where the server asks for it. */
  readonly url: string;
  /** How the process names itself to the server. */
  readonly name: string;
}

/** Connects, waiting as long as it takes for the server to appear. */
export async function connectToNats({ url, name }: NatsAddress, log: Log): Promise<NatsConnection> {
  const servers = url.split(',').map((address) => new URL(address));
  const connection = await connect({
    servers: servers.map(({ host }) => host),
    ...credentialsOf(servers[0]),
    ...(servers[0]?.protocol === 'tls:' ? { tls: {} } : {}),
    name,
    maxReconnectAttempts: -1,
    waitOnFirstConnect: true,
    reconnectTimeWait: 250,
    reconnectJitter: 250,
    maxPingOut: 2,
    pingInterval: 10_000,
    noAsyncTraces: true,
  });
  void reportStatus(connection, log);
  return connection;
}

function credentialsOf(server: URL | undefined): { user?: string; pass?: string; token?: string } {
  if (!server?.username) return {};
  const user = decodeURIComponent(server.username);
  return server.password ? { user, pass: decodeURIComponent(server.password) } : { token: user };
}

async function reportStatus(connection: NatsConnection, log: Log): Promise<void> {
  for await (const status of connection.status()) {
    if (status.type === 'disconnect') log.warn('the connection to NATS is lost; trying to reconnect');
    if (status.type === 'reconnect') log.info('connected to NATS again');
    if (status.type === 'error') log.warn('NATS reports an error', { error: status.error });
  }
}
