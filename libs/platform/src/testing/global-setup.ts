/** Jest's globalSetup for projects with integration tests: one PostgreSQL server for the run, and a NATS binary at hand. */
import { LocalPostgres } from './local-postgres';
import { findNatsServer } from './nats-binary';

/** The variable that tells tests where the server is. */
const postgresVariable = 'TANDEM_TEST_POSTGRES';

export default async function setUp(): Promise<void> {
  process.env['NATS_SERVER_BIN'] = await findNatsServer();
  const postgres = await LocalPostgres.start();
  process.env[postgresVariable] = postgres.url();
  Object.assign(globalThis, { tandemPostgres: postgres });
}
