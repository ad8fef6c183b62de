import { PostgresTransactions } from '@tandem/platform/persistence/postgres-transactions';
import { databaseForTest } from '@tandem/platform/testing/database-for-test';
import { DataSource } from 'typeorm';
import { couplingSchema } from './coupling-schema';
import { describeCouplings } from './couplings.contract';
import { PostgresCouplings } from './postgres-couplings';

describeCouplings('couplings in PostgreSQL', async () => {
  const database = await databaseForTest(couplingSchema);
  const extra = { options: `-c search_path=${couplingSchema.schema}` };
  const source = await new DataSource({ type: 'postgres', url: database.variables.DATABASE_URL, extra }).initialize();
  const close = async () => {
    await source.destroy();
    await database.drop();
  };
  return { couplings: new PostgresCouplings(new PostgresTransactions(source)), close };
});
