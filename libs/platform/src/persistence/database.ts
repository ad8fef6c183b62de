/** The database of one service: its schema, its migrations, its tables. */
import { DynamicModule, Module, Type } from '@nestjs/common';
import { EntitySchema, MigrationInterface } from 'typeorm';

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
export class Database {
  static forService(options: DatabaseOptions): DynamicModule {
    return { module: Database, global: true, providers: [{ provide: 'tandem.databaseOptions', useValue: options }] };
  }
}
