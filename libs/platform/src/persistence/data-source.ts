import { EntitySchema } from 'typeorm';
import type { PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions';
import { DatabaseEnvironment } from './database-environment';

/** How long a session may hold a transaction open without doing anything, in milliseconds. */
const idleInTransactionMs = 60_000;
const connectMs = 10_000;

/** TypeORM's options for the runtime role of a service. */
export function dataSourceOptions(
  { schema, tables = [] }: { schema: string; tables?: readonly EntitySchema[] },
  environment: DatabaseEnvironment,
): PostgresDataSourceOptions {
  const { databaseUrl, databaseConnections, databaseStatementTimeoutMs } = environment;
  return {
    type: 'postgres',
    url: databaseUrl,
    schema,
    entities: [...tables],
    synchronize: false,
    poolSize: databaseConnections,
    connectTimeoutMS: connectMs,
    applicationName: `tandem ${schema}`,
    extra: { options: sessionSettings(schema, databaseStatementTimeoutMs), keepAlive: true },
  };
}

/** Command-line settings that the server applies to each session. */
export function sessionSettings(schema: string, statementTimeoutMs: number): string {
  const settings = {
    search_path: schema,
    // A plan for any sizes, made while a table was still empty, would stay in use when it has grown.
    plan_cache_mode: 'force_custom_plan',
    statement_timeout: statementTimeoutMs,
    lock_timeout: Math.min(statementTimeoutMs, 10_000),
    idle_in_transaction_session_timeout: idleInTransactionMs,
  };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}
