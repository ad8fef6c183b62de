import { readSampleRows } from '../../service/shipped-files';
import type { Database } from '../storage/database';
import { grantRoles, joinDefaultTeam, rootBusinessUnitId, systemUserId } from './seed-organization';
import { SampleWriter } from './sample-writer';

/** Loads the Dynamics 365 Sales sample: users, accounts, contacts, products, prices, opportunities, orders. */

const tables = ['account', 'contact', 'pricelevel', 'product', 'productpricelevel', 'opportunity', 'salesorder', 'salesorderdetail'];

export function loadSample(database: Database): void {
  const writer = new SampleWriter(database, systemUserId);
  for (const user of readSampleRows('sales/systemuser.json')) {
    const id = String(user.systemuserid);
    writer.insert('systemuser', id, { ...user, _businessunitid_value: rootBusinessUnitId });
    joinDefaultTeam(database, id);
    grantRoles(database, id, rolesOf(user.roles));
  }
  for (const table of tables) for (const row of readSampleRows(`sales/${table}.json`)) writer.insert(table, String(row[`${table}id`]), row);
  writer.commit();
}

function rolesOf(roles: unknown): string[] {
  return Array.isArray(roles) ? roles.map(String) : [];
}
