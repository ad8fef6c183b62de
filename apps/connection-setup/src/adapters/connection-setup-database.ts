import { connectionTable } from './connection.table';
import { CreateAuditTrail1764000000021 } from './migrations/create-audit-trail';
import { AddEnvironments1764000000003 } from './migrations/add-environments';
import { CreateConnections1764000000001 } from './migrations/create-connections';
import { BindEnvironments1764000000032 } from './migrations/bind-environments';
import { CreateSetups1764000000031 } from './migrations/create-setups';
import { CreateSolutionImports1764000000030 } from './migrations/create-solution-imports';

/** What this service owns in PostgreSQL. */
export const connectionSetupDatabase = {
  schema: 'connection_setup',
  migrations: [
    CreateConnections1764000000001,
    AddEnvironments1764000000003,
    CreateAuditTrail1764000000021,
    CreateSolutionImports1764000000030,
    CreateSetups1764000000031,
    BindEnvironments1764000000032,
  ],
  tables: [connectionTable],
};
