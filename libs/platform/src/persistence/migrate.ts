/** Brings a service's schema up to date, one process at a time. */
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { Log } from '../observability/log';
import type { DatabaseOptions } from './database';
import { sessionSettings } from './data-source';
import { scopeSetting } from './row-level-security';

const statementTimeoutMs = 600_000;

/** Runs the migrations that have not been run yet, under an advisory lock, as the owner of the schema. */
export async function migrate({ schema, migrations }: Pick<DatabaseOptions, 'schema' | 'migrations'>, ownerUrl: string, log: Log): Promise<void> {
  const lock = new Client({ connectionString: ownerUrl });
  await lock.connect();
  try {
    await lock.query(`select pg_advisory_lock(hashtextextended($1, 0))`, [`tandem migrations of ${schema}`]);
    const source = await new DataSource({
      type: 'postgres',
      url: ownerUrl,
      schema,
      migrations: [...migrations],
      migrationsTableName: 'migrations',
      poolSize: 1,
      extra: { options: `${sessionSettings(schema, statementTimeoutMs)} -c ${scopeSetting}=service` },
    }).initialize();
    const done = await source.runMigrations({ transaction: 'each' }).finally(() => source.destroy());
    if (done.length > 0) log.info('the schema has been migrated', { schema, migrations: done.map(({ name }) => name) });
  } finally {
    await lock.end();
  }
}
