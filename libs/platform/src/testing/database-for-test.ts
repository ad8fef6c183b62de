/** An empty, migrated database for one test file, copied from a template in some 30 milliseconds. */
import { createHash, randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { Log } from '../observability/log';
import type { DatabaseOptions } from '../persistence/database';
import { migrate } from '../persistence/migrate';
import { createDatabase, ownerRole, provision, runtimeRole } from '../persistence/provision';

export interface DatabaseForTest {
  /** The environment variables that lead a service to it. */
  readonly variables: { readonly DATABASE_URL: string; readonly DATABASE_OWNER_URL: string };
  /** Address with the superuser, for looking behind the walls. */
  readonly adminUrl: string;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

const password = 'test-only';

/** Copies the template of a service's schema, making the template at the first call. The server is the one that `global-setup.ts` has started. */
export async function databaseForTest(options: Pick<DatabaseOptions, 'schema' | 'migrations'>): Promise<DatabaseForTest> {
  const server = process.env['TANDEM_TEST_POSTGRES'];
  if (!server) throw new Error('TANDEM_TEST_POSTGRES is missing: name testing/global-setup.ts as globalSetup in jest.config.cjs');
  const template = templateName(options);
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdmin(server, async (admin) => {
    await admin.query(`select pg_advisory_lock(hashtextextended('tandem test templates', 0))`);
    await ensureTemplate(admin, { server, template, options });
    await admin.query(`create database ${name} template ${template}`);
  });
  const { schema } = options;
  const variables = {
    DATABASE_URL: address(server, name, runtimeRole(schema)),
    DATABASE_OWNER_URL: address(server, name, ownerRole(schema)),
  };
  const drop = (): Promise<void> =>
    asAdmin(server, async (admin) => void (await admin.query(`drop database if exists ${name} with (force)`)));
  return { variables, adminUrl: address(server, name), drop };
}

interface TemplateParts {
  readonly server: string;
  readonly template: string;
  readonly options: Pick<DatabaseOptions, 'schema' | 'migrations'>;
}

async function ensureTemplate(admin: Client, { server, template, options }: TemplateParts): Promise<void> {
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [template]);
  if (rowCount) return;
  const { schema } = options;
  const building = `${template}_building`;
  await admin.query(`drop database if exists ${building} with (force)`);
  await createDatabase(server, building);
  await provision(address(server, building), [{ schema, ownerPassword: password, runtimePassword: password }]);
  await migrate(options, address(server, building, ownerRole(schema)), new Log({ service: 'test', level: 'silent' }));
  await admin.query(`alter database ${building} rename to ${template}`);
}

function templateName({ schema, migrations }: TemplateParts['options']): string {
  const steps = migrations.map(({ name }) => name).join(' ');
  return `template_${schema}_${createHash('sha256').update(steps).digest('hex').slice(0, 12)}`;
}

function address(server: string, database: string, role?: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  if (role) [url.username, url.password] = [role, password];
  return url.href;
}

async function asAdmin(server: string, body: (admin: Client) => Promise<void>): Promise<void> {
  const admin = new Client({ connectionString: server });
  await admin.connect();
  await body(admin).finally(() => admin.end());
}
