/** Pointing a coupling at another record; the id it pointed at stays known as a tombstone. */
import { Side } from '@tandem/domain/value';
import { blankCoupling, Coupling, Unstored } from './coupling';
import { Draft } from './draft';

/** One record of the coupling's tables. */
export interface RecordId {
  readonly side: Side;
  readonly id: string;
}

/** Whether a coupling may point at a record: nobody has it, or only the tombstone of a creation that was given up. A record that is known to be deleted is nobody's counterpart. */
export function isFree(draft: Draft, coupling: Coupling, { side, id }: RecordId): boolean {
  const holder = draft.having(side, coupling.tables[side], id);
  return holder === undefined || holder.id === coupling.id || isAbandoned(holder);
}

/** Stores a coupling pointing at another record, and a tombstone of the one it pointed at. */
export function repoint(draft: Draft, coupling: Coupling, { side, id }: RecordId): Coupling {
  const abandoned = draft.having(side, coupling.tables[side], id);
  if (abandoned && abandoned.id !== coupling.id) draft.remove(abandoned);
  const left = coupling.ids[side];
  const pointed = draft.put({ ...coupling, ids: { ...coupling.ids, [side]: id } });
  if (left !== null && left !== id) draft.put(leftBehind(draft, coupling, { side, id: left }));
  return pointed;
}

const isAbandoned = ({ state, ids, deleted }: Coupling): boolean =>
  state === 'gone' && deleted === null && (ids.businessCentral === null || ids.sales === null);

/** An id once claimed stays known: neither matched, coupled nor created from by itself again. */
const leftBehind = (draft: Draft, { tables, label }: Coupling, { side, id }: RecordId): Unstored => ({
  ...blankCoupling(draft.moment.newId(), tables),
  ids: { businessCentral: null, sales: null, [side]: id },
  label,
});
