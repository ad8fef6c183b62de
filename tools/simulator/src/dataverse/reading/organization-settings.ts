import type { Database } from '../storage/database';
import { cellOf, type Row } from '../storage/row';

/** What the single `organization` row says; the platform's behaviour reads its settings there. */
export function organizationRow(database: Database): Row | undefined {
  for (const row of database.store('organization').rows.values()) return row;
  return undefined;
}

/** The value of one setting, or the default where it was never set. */
export function organizationSetting<Value>(database: Database, name: string, otherwise: Value): Value {
  const row = organizationRow(database);
  const column = database.schema.table('organization').columns.get(name);
  const value = row === undefined || column === undefined ? null : cellOf(row, column);
  return value === null ? otherwise : (value as Value);
}

export function expirationDays(database: Database): number {
  return organizationSetting(database, 'expirechangetrackingindays', 7);
}
