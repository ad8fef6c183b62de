/** The two servers under the platform: those that the environment names, or own ones on loopback. */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { createDatabase, ownerRole, provision, runtimeRole } from '@tandem/platform/persistence/provision';
import { LocalNats } from '@tandem/platform/testing/local-nats';
import { LocalPostgres } from '@tandem/platform/testing/local-postgres';
import { LocalSettings } from './options';
import { RunRecord } from './run-record';

/** Something to be stopped at the end, in the reverse order of its start. */
export interface Stoppable {
  readonly name: string;
  /** Resolves when it has ended by itself. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

export interface Server extends Stoppable {
  readonly url: string;
}

const never = new Promise<void>(() => undefined);

/** The PostgreSQL server. */
export async function postgresServer({ databaseUrl, folder }: LocalSettings, record: RunRecord): Promise<Server> {
  if (databaseUrl) return { name: 'postgres', url: databaseUrl, ended: never, stop: () => Promise.resolve() };
  const server = await LocalPostgres.start({ folder: join(folder, 'postgres'), ownGroup: true });
  record.add('postgres', server.pid);
  return { name: 'postgres', url: server.url(), ended: exit(server.process), stop: () => server.stop() };
}

/** The NATS server. What a demo stored is of no use to the next one, whose simulators begin anew. */
export async function natsServer({ natsUrl, folder }: LocalSettings, record: RunRecord, demo: boolean): Promise<Server> {
  if (natsUrl) return { name: 'nats', url: natsUrl, ended: never, stop: () => Promise.resolve() };
  const store = join(folder, demo ? 'jetstream-demo' : 'jetstream');
  if (demo) rmSync(store, { recursive: true, force: true });
  const server = await LocalNats.start({ folder: store, ownGroup: true });
  record.add('nats', server.pid);
  return { name: 'nats', url: server.url, ended: exit(server.process), stop: () => server.stop() };
}

const exit = (process: { once(event: 'exit', listener: () => void): unknown }): Promise<void> =>
  new Promise((resolve) => process.once('exit', () => resolve()));

/** Addresses of one service's schema with its two roles. */
export type ServiceDatabase = Readonly<Record<'DATABASE_URL' | 'DATABASE_OWNER_URL', string>>;

/**
 * Makes the database with a schema and two roles per service; passwords are new at every start.
 * A demo has a database of its own that begins empty, as its simulators do.
 */
export async function prepareDatabase(adminUrl: string, schemas: readonly string[], demo: boolean): Promise<Map<string, ServiceDatabase>> {
  const name = demo ? 'tandem_demo' : 'tandem';
  if (demo) await dropDatabase(adminUrl, name);
  await createDatabase(adminUrl, name);
  const roles = schemas.map((schema) => ({ schema, ownerPassword: newPassword(), runtimePassword: newPassword() }));
  await provision(addressOf(adminUrl, name), roles);
  return new Map(
    roles.map(({ schema, ownerPassword, runtimePassword }) => [
      schema,
      {
        DATABASE_URL: addressOf(adminUrl, name, { role: runtimeRole(schema), password: runtimePassword }),
        DATABASE_OWNER_URL: addressOf(adminUrl, name, { role: ownerRole(schema), password: ownerPassword }),
      },
    ]),
  );
}

const newPassword = (): string => randomBytes(18).toString('base64url');

function addressOf(adminUrl: string, database: string, account?: { role: string; password: string }): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  if (account) [url.username, url.password] = [account.role, account.password];
  return url.href;
}

async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`drop database if exists ${escapeIdentifier(name)} with (force)`).finally(() => admin.end());
}
