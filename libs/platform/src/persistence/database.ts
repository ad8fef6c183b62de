/** The database of one service: its schema, its migrations, its tables. */
import { DynamicModule, Inject, Module, OnApplicationShutdown, Type } from '@nestjs/common';
import { DataSource, EntitySchema, MigrationInterface } from 'typeorm';
import { Log } from '../observability/log';
import { Health } from '../service/health';
import { dataSourceOptions } from './data-source';
import { DatabaseEnvironment } from './database-environment';
import { migrate } from './migrate';
import { PostgresTransactions } from './postgres-transactions';
import { Transactions } from './transactions';

export interface DatabaseOptions {
  /** Schema that the service owns; nobody else reads it. */
  readonly schema: string;
  /** Migration classes; their names' time stamps order them. */
  readonly migrations: readonly Type<MigrationInterface>[];
  /** Tables known to TypeORM; may be empty where a service writes its SQL itself. */
  readonly tables?: readonly EntitySchema[];
}

/** Gives a service `Transactions` on its own schema, migrated before it answers. */
@Module({})
export class Database implements OnApplicationShutdown {
  constructor(@Inject(DataSource) private readonly source: DataSource) {}

  static forService(options: DatabaseOptions): DynamicModule {
    const source = {
      provide: DataSource,
      useFactory: (environment: DatabaseEnvironment, log: Log, health: Health) => open(options, { environment, log, health }),
      inject: [DatabaseEnvironment, Log, Health],
    };
    const transactions = {
      provide: Transactions,
      useFactory: (opened: DataSource) => new PostgresTransactions(opened),
      inject: [DataSource],
    };
    return { module: Database, global: true, providers: [source, transactions], exports: [Transactions, DataSource] };
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }
}

interface Surroundings {
  readonly environment: DatabaseEnvironment;
  readonly log: Log;
  readonly health: Health;
}

async function open(options: DatabaseOptions, { environment, log, health }: Surroundings): Promise<DataSource> {
  if (environment.databaseOwnerUrl) await migrate(options, environment.databaseOwnerUrl, log);
  const source = await new DataSource(dataSourceOptions(options, environment)).initialize();
  health.require('database', () => source.query('select 1'));
  return source;
}
