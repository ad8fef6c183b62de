/** I2: every record that Tandem created belongs to a coupling, and was created once. */
import { catalogue } from '@tandem/domain/catalogue/index';
import { passes } from '@tandem/domain/mapping/filter';
import { Side, Values } from '@tandem/domain/value';
import { idOn, Seen, SystemSeen } from './seen';

/** Tables of a side that Tandem creates rows in, with the ids that couplings name. */
function coupledIds(side: Side, { couplings, archived = [] }: Seen): Map<string, Set<string>> {
  const ids = new Map<string, Set<string>>(catalogue.map((mapping) => [mapping[side].name, new Set()]));
  for (const coupling of [...couplings, ...archived]) {
    const mapping = catalogue.find(({ name }) => name === coupling.mapping);
    if (mapping) ids.get(mapping[side].name)?.add(idOn(side, coupling));
  }
  return ids;
}

/** A row that no mapping would have made (the company contact that Business Central adds to a new customer) is not Tandem's. */
const couldBeOurs = (side: Side, table: string, row: Values | undefined): boolean =>
  row === undefined || catalogue.some((mapping) => mapping[side].name === table && passes(mapping.only[side], row));

/** Keys of rows that users deleted: what nobody wants any more needs no coupling. */
const deletedByUsers = ({ writes, ours }: SystemSeen): Set<string> =>
  new Set(
    writes.filter(({ operation, writer }) => operation === 'delete' && !ours.has(writer)).map(({ table, key }) => `${table}\n${key}`),
  );

/** Rows that Tandem created without need, one sentence each. */
export function duplicates(seen: Seen): string[] {
  return (['businessCentral', 'sales'] as const).flatMap((side) => {
    const { writes, ours, rows } = seen.systems[side];
    const known = coupledIds(side, seen);
    const unwanted = deletedByUsers(seen.systems[side]);
    const times = new Map<string, number>();
    return writes.flatMap(({ table, key, operation, writer }) => {
      if (operation !== 'create' || !ours.has(writer) || !known.has(table) || !couldBeOurs(side, table, rows.get(table)?.get(key)))
        return [];
      const created = (times.get(`${table}\n${key}`) ?? 0) + 1;
      times.set(`${table}\n${key}`, created);
      if (created > 1) return [`${side} ${table} ${key} was created ${created} times`];
      return known.get(table)?.has(key) || unwanted.has(`${table}\n${key}`)
        ? []
        : [`${side} ${table} ${key} was created and belongs to no coupling`];
    });
  });
}
