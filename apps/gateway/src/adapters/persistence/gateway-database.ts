import { DatabaseOptions } from '@tandem/platform/persistence/database';
import { apiTokenTable } from './api-token.table';
import { CreateAccessTables1764000000101 } from './migrations/1764000000101-create-access-tables';
import { CreateLiveEvents1764000000102 } from './migrations/1764000000102-create-live-events';
import { CreateAuditTrail1764000000103 } from './migrations/1764000000103-create-audit-trail';

/** The schema that the gateway owns. */
export const gatewayDatabase: DatabaseOptions = {
  schema: 'gateway',
  migrations: [CreateAccessTables1764000000101, CreateLiveEvents1764000000102, CreateAuditTrail1764000000103],
  tables: [apiTokenTable],
};
