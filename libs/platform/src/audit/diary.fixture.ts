/** A service with an audit trail that exists only for the tests of the chain. */
import { Module } from '@nestjs/common';
import { Database } from '../persistence/database';
import { SqlMigration } from '../persistence/sql-migration';
import { auditTrailTables } from './audit-schema';

class CreateDiary1764000000001 extends SqlMigration {
  protected readonly statements = auditTrailTables;
}

export const diary = { schema: 'diary', migrations: [CreateDiary1764000000001] };

@Module({ imports: [Database.forService(diary)] })
export class DiaryModule {}
