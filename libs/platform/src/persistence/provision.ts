/** Prepares a database for services: for each a schema, an owner role for migrations, a runtime role for rows. Safe to run again. */
import { Client, escapeIdentifier, escapeLiteral } from 'pg';

export interface ServiceRoles {
  /** Schema of the service. */
  readonly schema: string;
  readonly ownerPassword: string;
  readonly runtimePassword: string;
}

/** The role that owns a schema's tables and runs its migrations. */
export const ownerRole = (schema: string): string => `${schema}_owner`;

/** The role that a running service has: it reads and writes rows, it changes no table and is held by row-level security. */
export const runtimeRole = (schema: string): string => `${schema}_service`;

/**
 * Creates schema and roles of services in the database of `adminUrl`, or brings their passwords and grants up to date.
 * @param adminUrl address with a role that may create roles and schemas
 */
export async function provision(adminUrl: string, services: readonly ServiceRoles[]): Promise<void> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(`select pg_advisory_lock(hashtextextended('tandem provisioning', 0))`);
    for (const service of services) for (const statement of statementsFor(service)) await admin.query(statement);
  } finally {
    await admin.end();
  }
}

/** Creates a database unless it is there. */
export async function createDatabase(adminUrl: string, name: string): Promise<void> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await admin.query(`create database ${escapeIdentifier(name)}`);
  } finally {
    await admin.end();
  }
}

function statementsFor({ schema, ownerPassword, runtimePassword }: ServiceRoles): string[] {
  const [owner, runtime, name] = [ownerRole(schema), runtimeRole(schema), schema].map(escapeIdentifier);
  return [
    ...roleStatements(ownerRole(schema), ownerPassword),
    ...roleStatements(runtimeRole(schema), runtimePassword),
    `do $$ begin execute format('revoke all on database %I from public', current_database());
       execute format('grant connect on database %I to ${owner}, ${runtime}', current_database()); end $$`,
    `do $$ begin execute format('grant ${owner} to %I', current_user); exception when invalid_grant_operation then null; end $$`,
    `create schema if not exists ${name} authorization ${owner}`,
    `grant usage on schema ${name} to ${runtime}`,
    `alter role ${owner} set search_path = ${name}`,
    `alter role ${runtime} set search_path = ${name}`,
    `alter default privileges for role ${owner} in schema ${name} grant select, insert, update, delete on tables to ${runtime}`,
    `alter default privileges for role ${owner} in schema ${name} grant usage on sequences to ${runtime}`,
  ];
}

function roleStatements(role: string, password: string): string[] {
  const name = escapeIdentifier(role);
  const create = `create role ${name}`;
  return [
    `do $$ begin ${create}; exception when duplicate_object then null; end $$`,
    `alter role ${name} with login nosuperuser nocreatedb nocreaterole nobypassrls password ${escapeLiteral(password)}`,
  ];
}
