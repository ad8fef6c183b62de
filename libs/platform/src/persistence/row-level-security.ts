/** The walls between the rows of different connections, as statements for migrations. */

/** Setting that names the connection whose rows a transaction may touch. */
export const connectionSetting = 'tandem.connection_id';

/** Setting that is `service` where a transaction works across connections. */
export const scopeSetting = 'tandem.scope';

const currentConnection = `(select nullif(current_setting('${connectionSetting}', true), '')::uuid)`;
const acrossConnections = `(select coalesce(current_setting('${scopeSetting}', true), '') = 'service')`;

/**
 * Statements that force row-level security on a table: a transaction touches the rows of its connection, and the service's own cross-connection work all of them.
 * @param column uuid column that holds the connection
 */
export function isolatedByConnection(table: string, column = 'connection_id'): string[] {
  const visible = `${column} = ${currentConnection} or ${acrossConnections}`;
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy by_connection on ${table} using (${visible}) with check (${visible})`,
  ];
}

/** Statements for a table that belongs to no connection (schedules of the service itself, tokens): only cross-connection work may touch it. */
export function reservedForTheService(table: string): string[] {
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy by_service on ${table} using (${acrossConnections}) with check (${acrossConnections})`,
  ];
}
