/** I3, I4, I5: what users did survives, nothing is deleted on its own account, and our writes cause no further writes. */
import { catalogue } from '@tandem/domain/catalogue/index';
import { businessCentralColumns, travels } from '@tandem/domain/mapping/field-mapping';
import { TableMapping } from '@tandem/domain/mapping/table-mapping';
import { Side } from '@tandem/domain/value';
import { idOn, Seen, SeenCoupling, Write } from './seen';

const sides = ['businessCentral', 'sales'] as const;
const other = (side: Side): Side => (side === 'sales' ? 'businessCentral' : 'sales');

/** Writes by table and key. */
type Log = ReadonlyMap<string, readonly Write[]>;

function logOf(writes: readonly Write[]): Log {
  const log = new Map<string, Write[]>();
  for (const write of writes) {
    const key = `${write.table}\n${write.key}`;
    const list = log.get(key);
    if (list) list.push(write);
    else log.set(key, [write]);
  }
  return log;
}

interface Pair {
  readonly mapping: TableMapping;
  readonly coupling: SeenCoupling;
  readonly writes: Readonly<Record<Side, readonly Write[]>>;
}

function pairsOf(seen: Seen, couplings = seen.couplings): Pair[] {
  const logs = { businessCentral: logOf(seen.systems.businessCentral.writes), sales: logOf(seen.systems.sales.writes) };
  return couplings.flatMap((coupling) => {
    const mapping = catalogue.find(({ name }) => name === coupling.mapping);
    if (mapping === undefined) return [];
    const on = (side: Side) => logs[side].get(`${mapping[side].name}\n${idOn(side, coupling)}`) ?? [];
    return [{ mapping, coupling, writes: { businessCentral: on('businessCentral'), sales: on('sales') } }];
  });
}

/** For each both-ways field, its columns on either side. */
const bothWays = (mapping: TableMapping): Record<Side, readonly string[]>[] =>
  mapping.fields
    .filter(travels)
    .filter((field) => field.enabled && field.direction === 'both' && mapping.direction === 'both')
    .map((field) => ({ businessCentral: businessCentralColumns(field), sales: [field.sales] }));

const touches = (write: Write, columns: readonly string[]): boolean => columns.some((column) => write.columns.includes(column));

/** User edits of both-ways fields that Tandem overwrote though nobody had edited the other side, and without listing it. */
export function lostUpdates(seen: Seen): string[] {
  const listed = new Set(seen.issues.filter(({ kind }) => kind === 'conflict' || kind === 'overwritten').map(({ recordId }) => recordId));
  return pairsOf(seen).flatMap(({ mapping, coupling, writes }) => {
    if (sides.some((side) => listed.has(idOn(side, coupling)))) return [];
    return sides.flatMap((side) => {
      const isOurs = ({ writer }: Write) => seen.systems[side].ours.has(writer);
      return bothWays(mapping).flatMap((columns) => {
        const edits = writes[side].filter((write) => write.operation === 'update' && !isOurs(write) && touches(write, columns[side]));
        const edit = edits.at(-1);
        if (edit === undefined) return [];
        const overwrite = writes[side].find((write) => isOurs(write) && write.sequence > edit.sequence && touches(write, columns[side]));
        const editedThere = writes[other(side)].some(
          (write) =>
            !seen.systems[other(side)].ours.has(write.writer) && write.operation === 'update' && touches(write, columns[other(side)]),
        );
        return overwrite && !editedThere
          ? [`${mapping.name} ${coupling.businessKey}: an edit of ${columns[side].join(', ')} in ${side} was lost`]
          : [];
      });
    });
  });
}

/** Deletions by Tandem whose counterpart nobody had deleted. */
export function phantomDeletes(seen: Seen): string[] {
  return pairsOf(seen, [...seen.couplings, ...(seen.archived ?? [])]).flatMap(({ mapping, coupling, writes }) =>
    sides.flatMap((side) => {
      const ours = writes[side].filter(({ operation, writer }) => operation === 'delete' && seen.systems[side].ours.has(writer));
      const deletedThere = writes[other(side)].some(
        ({ operation, writer }) => operation === 'delete' && !seen.systems[other(side)].ours.has(writer),
      );
      return ours.length > 0 && !deletedThere ? [`${mapping.name} ${coupling.businessKey}: deleted in ${side} without a reason`] : [];
    }),
  );
}

const laterColumns = (mapping: TableMapping): readonly string[] =>
  mapping.fields.flatMap((field) => (travels(field) && field.kind === 'later' ? [...businessCentralColumns(field), field.sales] : []));

/**
 * Updates by Tandem that nothing accounts for. A pair may be brought together once per side; every edit by a user may cause one more on each side.
 * Later references are written when the other record is known, and do not count.
 */
export function echoes(seen: Seen): string[] {
  return pairsOf(seen).flatMap(({ mapping, coupling, writes }) => {
    const later = laterColumns(mapping);
    const edits = sides.reduce(
      (sum, side) =>
        sum + writes[side].filter(({ operation, writer }) => operation === 'update' && !seen.systems[side].ours.has(writer)).length,
      0,
    );
    return sides.flatMap((side) => {
      const updates = writes[side].filter(
        (write) => write.operation === 'update' && seen.systems[side].ours.has(write.writer) && !touches(write, later),
      );
      const unexplained = updates.length - 1 - edits;
      return unexplained > 0 ? [`${mapping.name} ${coupling.businessKey}: ${unexplained} writes too many in ${side}`] : [];
    });
  });
}
