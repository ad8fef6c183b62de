import { connectionTable } from './connection.table';
import { CreateConnections1764000000001 } from './migrations/create-connections';

/** What this service owns in PostgreSQL. */
export const connectionSetupDatabase = {
  schema: 'connection_setup',
  migrations: [CreateConnections1764000000001],
  tables: [connectionTable],
};
