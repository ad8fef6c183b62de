import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Sample data and catalogues that ship with the simulators (`tools/simulator/data`); `TANDEM_SIMULATOR_DATA` names another place. */

const candidates = [
  process.env.TANDEM_SIMULATOR_DATA,
  resolve(__dirname, '../../data'),
  resolve(__dirname, '../../../tools/simulator/data'),
  resolve('tools/simulator/data'),
];

const folder = candidates.find((candidate) => candidate !== undefined && existsSync(candidate));

/** The parsed JSON of one file, such as `sales/account.json`. */
export function readShippedFile(path: string): unknown {
  if (folder === undefined) throw new Error('The folder tools/simulator/data was not found; set TANDEM_SIMULATOR_DATA.');
  return JSON.parse(readFileSync(join(folder, path), 'utf8'));
}

/** Notes of the data sets that are no columns. */
const notes = new Set(['source', 'matchCase', 'demoDataSet', 'numberSource', 'amountsSource', 'customerPriceGroupSource']);

/** The rows of a sample file without the notes on where each fact comes from. */
export function readSampleRows(path: string): Array<Record<string, unknown>> {
  const rows = readShippedFile(path) as Array<Record<string, unknown>>;
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([name]) => !notes.has(name))));
}
