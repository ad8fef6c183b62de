/** The running service of the integration tests: real PostgreSQL, real NATS, and everything that crosses the bus on record. */
import { randomBytes } from 'node:crypto';
import { connect, NatsConnection } from '@nats-io/transport-node';
import { createConnection, ConnectionView } from '@tandem/contracts/connection';
import { NewConnection } from '@tandem/contracts/connection-body';
import { publicKey } from '@tandem/contracts/connection-access';
import { Sealed } from '@tandem/contracts/sealed';
import { seal } from '@tandem/platform/sealing/seal';
import { DatabaseForTest, databaseForTest } from '@tandem/platform/testing/database-for-test';
import { LocalNats } from '@tandem/platform/testing/local-nats';
import { ServiceForTest, serviceForTest } from '@tandem/platform/testing/service-for-test';
import { connectionSetupDatabase } from './adapters/connection-setup-database';
import { ConnectionSetupModule } from './connection-setup.module';

interface Parts {
  readonly service: ServiceForTest;
  readonly database: DatabaseForTest;
  readonly variables: Readonly<Record<string, string>>;
  readonly nats: LocalNats;
  readonly listener: NatsConnection;
}

export class RunningConnectionSetup {
  /** Every message so far, subject and body. */
  readonly messages: string[] = [];

  private constructor(private readonly parts: Parts) {
    parts.listener.subscribe('>', { callback: (_error, message) => void this.messages.push(`${message.subject} ${message.string()}`) });
  }

  /** @param further environment variables beside, or instead of, the usual ones */
  static async start(further: Readonly<Record<string, string>> = {}): Promise<RunningConnectionSetup> {
    const [nats, database] = await Promise.all([LocalNats.start(), databaseForTest(connectionSetupDatabase)]);
    const variables = {
      NATS_URL: nats.url,
      ...database.variables,
      TANDEM_MASTER_KEY: randomBytes(32).toString('base64'),
      TANDEM_ALLOW_LOOPBACK: 'true',
      ...further,
    };
    const listener = await connect({ servers: nats.url });
    const service = await serviceForTest(ConnectionSetupModule, { variables });
    return new RunningConnectionSetup({ service, database, variables, nats, listener });
  }

  get service(): ServiceForTest {
    return this.parts.service;
  }

  get database(): DatabaseForTest {
    return this.parts.database;
  }

  /** The environment it runs in, for a second instance. */
  get variables(): Readonly<Record<string, string>> {
    return this.parts.variables;
  }

  get bus(): ServiceForTest['bus'] {
    return this.service.bus;
  }

  /** Seals a body as the gateway does. */
  async sealed<Body extends object>(body: Body): Promise<Sealed<Body>> {
    return seal((await this.bus.ask(publicKey, {})).publicKey, body);
  }

  async create(body: NewConnection): Promise<ConnectionView> {
    return this.bus.ask(createConnection, { connection: await this.sealed(body) });
  }

  async stop(): Promise<void> {
    const { service, listener, nats, database } = this.parts;
    await service.stop();
    await listener.close();
    await Promise.all([nats.stop(), database.drop()]);
  }
}
