/** Which couplings a question or a list is about, as predicates. */
import { Coupling } from '../domain/coupling';
import { CouplingKeys, RecordIds, Selection } from '../domain/couplings';

/** Whether a change's keys find a coupling. */
export const isChosen = (coupling: Coupling, { ids, records, portion }: CouplingKeys): boolean =>
  (ids?.includes(coupling.id) ?? false) ||
  (records?.some((asked) => hasRecord(coupling, asked)) ?? false) ||
  (portion !== undefined && isInPortion(coupling, portion));

function hasRecord({ tables, ids }: Coupling, { tables: asked, side, ids: askedIds }: RecordIds): boolean {
  const id = ids[side];
  return id !== null && tables[side] === asked[side] && askedIds.includes(id);
}

const isInPortion = ({ tables, state, claim, matchRun }: Coupling, portion: NonNullable<CouplingKeys['portion']>): boolean =>
  state === 'coupled' &&
  claim === null &&
  (portion.mapping === undefined || tables.mapping === portion.mapping) &&
  (portion.matchRun === undefined || matchRun === portion.matchRun);

/** Whether a list for people shows a coupling. */
export const isSelected = (coupling: Coupling, { mapping, state, deleted, text, after }: Selection): boolean =>
  (mapping === undefined || coupling.tables.mapping === mapping) &&
  (state === undefined || coupling.state === state) &&
  (deleted !== true || coupling.deleted !== null) &&
  (text === undefined || mentions(coupling, text)) &&
  (after === undefined || placeOf(coupling) > placeAt(after.mapping, after.businessKey, after.id));

function mentions({ businessKey, label, ids }: Coupling, text: string): boolean {
  const wanted = text.toLowerCase();
  const contains = [businessKey, label].some((words) => words?.toLowerCase().includes(wanted));
  return contains || ids.businessCentral === wanted || ids.sales === wanted;
}

const placeAt = (mapping: string, businessKey: string, id: string): string => [mapping, businessKey, id].join('\u0000');

/** Where a coupling stands in the list: by mapping, business key, id. */
export const placeOf = ({ tables, businessKey, id }: Coupling): string => placeAt(tables.mapping, businessKey ?? '', id);
