/** Brings a service's schema up to date, one process at a time. */
import { Client, escapeIdentifier } from 'pg';
import { DataSource, Migration } from 'typeorm';
import { Log } from '../observability/log';
import type { DatabaseOptions } from './database';
import { sessionSettings } from './data-source';
import { runtimeRole } from './provision';
import { scopeSetting } from './row-level-security';

const statementTimeoutMs = 600_000;

/** Runs the migrations that have not been run yet, under an advisory lock, as the owner of the schema. */
export async function migrate(
  { schema, migrations }: Pick<DatabaseOptions, 'schema' | 'migrations'>,
  ownerUrl: string,
  log: Log,
): Promise<void> {
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
    const done = await run(source, schema).finally(() => source.destroy());
    if (done.length > 0) log.info('the schema has been migrated', { schema, migrations: done.map(({ name }) => name) });
  } finally {
    await lock.end();
  }
}

/** The list of migrations is readable for the running service, but not its to change. */
async function run(source: DataSource, schema: string): Promise<Migration[]> {
  const done = await source.runMigrations({ transaction: 'each' });
  const revoke = `revoke insert, update, delete on migrations from ${escapeIdentifier(runtimeRole(schema))}`;
  await source.query(`do $$ begin ${revoke}; exception when undefined_object then null; end $$`);
  return done;
}
