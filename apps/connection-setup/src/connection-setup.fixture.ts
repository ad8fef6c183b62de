/** The running service of the integration tests: real PostgreSQL, real NATS, and everything that crosses the bus on record. */
import { randomBytes } from 'node:crypto';
import { connect, NatsConnection } from '@nats-io/transport-node';
import { createConnection, ConnectionView } from '@tandem/contracts/connection';
import { ConnectionChanges, NewConnection } from '@tandem/contracts/connection-body';
import { publicKey } from '@tandem/contracts/connection-access';
import { Sealed } from '@tandem/contracts/sealed';
import { seal } from '@tandem/platform/sealing/seal';
import { DatabaseForTest, databaseForTest } from '@tandem/platform/testing/database-for-test';
import { LocalNats } from '@tandem/platform/testing/local-nats';
import { ServiceForTest, serviceForTest } from '@tandem/platform/testing/service-for-test';
import { connectionSetupDatabase } from './adapters/connection-setup-database';
import { ConnectionSetupModule } from './connection-setup.module';

export class RunningConnectionSetup {
  private constructor(
    readonly service: ServiceForTest,
    readonly database: DatabaseForTest,
    /** Every message so far, subject and body. */
    readonly messages: readonly string[],
    /** The environment it runs in, for a second instance. */
    readonly variables: Readonly<Record<string, string>>,
    private readonly nats: LocalNats,
    private readonly listener: NatsConnection,
  ) {}

  static async start(variables: Record<string, string> = {}): Promise<RunningConnectionSetup> {
    const [nats, database] = await Promise.all([LocalNats.start(), databaseForTest(connectionSetupDatabase)]);
    const messages: string[] = [];
    const listener = await connect({ servers: nats.url });
    listener.subscribe('>', { callback: (_error, message) => void messages.push(`${message.subject} ${message.string()}`) });
    const environment = {
      NATS_URL: nats.url,
      ...database.variables,
      TANDEM_MASTER_KEY: randomBytes(32).toString('base64'),
      TANDEM_ALLOW_LOOPBACK: 'true',
      ...variables,
    };
    const service = await serviceForTest(ConnectionSetupModule, { variables: environment });
    return new RunningConnectionSetup(service, database, messages, environment, nats, listener);
  }

  get bus(): ServiceForTest['bus'] {
    return this.service.bus;
  }

  /** Seals a body as the gateway does. */
  async sealed<Body extends NewConnection | ConnectionChanges>(body: Body): Promise<Sealed<Body>> {
    return seal((await this.bus.ask(publicKey, {})).publicKey, body);
  }

  async create(body: NewConnection): Promise<ConnectionView> {
    return this.bus.ask(createConnection, { connection: await this.sealed(body) });
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.listener.close();
    await Promise.all([this.nats.stop(), this.database.drop()]);
  }
}
