/** How much work was done twice. */
import { SimulatorControl } from './simulator-control';

/** A reference that is written when the other record is there: a second write that is meant. */
const isLater = (columns: readonly string[]): boolean => columns.some((column) => column.includes('primarycontact'));

/** Writes by Tandem to accounts that it had created itself: without faults each of them is written once. */
export async function rewritten(sales: SimulatorControl): Promise<number> {
  const created = new Set<string>();
  let again = 0;
  for (const { table, key, operation, writer, columns } of await sales.history()) {
    if (table !== 'account' || writer === 'user' || (operation === 'update' && isLater(columns))) continue;
    if (created.has(key)) again++;
    if (operation === 'create') created.add(key);
  }
  return again;
}
