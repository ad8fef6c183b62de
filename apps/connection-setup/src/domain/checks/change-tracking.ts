/** Change tracking of Sales: without it on a table, changes there can't be told apart from what has been seen. */
import { catalogue } from '@tandem/domain/catalogue/index';
import { changeTrackingOff } from '../preflight-failures';

/** Logical names of the tables whose changes are followed under the chosen mappings. */
export function trackedTables(chosen?: readonly string[]): string[] {
  const mappings = catalogue.filter(({ name, direction }) => direction !== 'toSales' && (!chosen || chosen.includes(name)));
  const tables = mappings.flatMap(({ sales: { storage } }) =>
    storage.kind === 'entity' && storage.changeTracking ? [storage.logicalName] : [],
  );
  return [...new Set(tables)].sort();
}

/** @throws Failure `misconfigured` `setup.changeTrackingOff`, which names the tables */
export function checkChangeTracking(wanted: readonly string[], enabled: readonly string[]): readonly string[] {
  const off = wanted.filter((table) => !enabled.includes(table));
  if (off.length > 0) throw changeTrackingOff(off);
  return wanted;
}
