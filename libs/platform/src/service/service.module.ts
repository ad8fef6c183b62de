import { DynamicModule, Inject, Module, OnApplicationShutdown, Type } from '@nestjs/common';
import { NatsConnection } from '@nats-io/transport-node';
import { EnvironmentClass } from '../config/environment';
import { Bus } from '../messaging/bus';
import { MessageMetrics } from '../messaging/message-metrics';
import { NatsBus } from '../messaging/nats-bus';
import { connectToNats } from '../messaging/nats-connection';
import { WorkStreams } from '../messaging/work-streams';
import { Log } from '../observability/log';
import { Metrics } from '../observability/metrics';
import { Health } from './health';
import { HealthController } from './health.controller';
import { ServiceEnvironment } from './service-environment';

/** Token of the process's connection to NATS. */
export const natsConnection = Symbol('tandem.natsConnection');

export interface ServiceParts {
  readonly name: string;
  readonly environment: ReadonlyMap<EnvironmentClass, object>;
  readonly log: Log;
  readonly module: Type;
}

/** What every service has around its own module: environment, log, metrics, bus, health. All of it is injectable everywhere. */
@Module({ controllers: [HealthController] })
export class ServiceModule implements OnApplicationShutdown {
  constructor(@Inject(natsConnection) private readonly connection: NatsConnection) {}

  static around({ name, environment, log, module }: ServiceParts): DynamicModule {
    const { natsUrl } = environment.get(ServiceEnvironment) as ServiceEnvironment;
    const metrics = new Metrics(name);
    const providers = [
      ...[...environment].map(([provide, useValue]) => ({ provide, useValue })),
      { provide: Log, useValue: log },
      { provide: Metrics, useValue: metrics },
      { provide: MessageMetrics, useValue: new MessageMetrics(metrics) },
      { provide: natsConnection, useFactory: () => connectToNats({ url: natsUrl, name }, log) },
      { provide: WorkStreams, useFactory: (connection: NatsConnection) => new WorkStreams(connection), inject: [natsConnection] },
      {
        provide: Bus,
        useFactory: (connection: NatsConnection, streams: WorkStreams) => new NatsBus(connection, streams),
        inject: [natsConnection, WorkStreams],
      },
      { provide: Health, useFactory: healthOf, inject: [natsConnection] },
    ];
    return { module: ServiceModule, global: true, imports: [module], providers, exports: providers.map(({ provide }) => provide) };
  }

  /** Sends what is still buffered, then closes the connection; the transports have finished by then. */
  async onApplicationShutdown(): Promise<void> {
    if (!this.connection.isClosed()) await this.connection.drain();
  }
}

function healthOf(connection: NatsConnection): Health {
  const health = new Health();
  health.require('nats', () => connection.flush());
  return health;
}
