/** What the path of a request leads to: a collection, an entity, or a bound action of one. */
import type { EntitySet, Navigation } from '../catalogue/entity-set';
import type { Row } from '../store/column';
import type { Company } from '../store/company';
import { guidKey, namedKey, parseSegment } from './segment';
import { badRequest, recordNotFound, resourceNotFound } from './wire-error';

export type Target =
  | { readonly kind: 'collection'; readonly set: EntitySet; readonly parent?: Parent }
  | { readonly kind: 'entity'; readonly set: EntitySet; readonly row: Row }
  | { readonly kind: 'action'; readonly set: EntitySet; readonly row: Row; readonly action: string }
  | { readonly kind: 'count'; readonly set: EntitySet; readonly parent?: Parent };

/** The row that a collection was reached from. */
export interface Parent {
  readonly row: Row;
  readonly navigation: Navigation;
}

export type Sets = ReadonlyMap<string, EntitySet>;

export function findTarget(sets: Sets, company: Company, segments: readonly string[]): Target {
  const first = parseSegment(segments[0] ?? '');
  const set = sets.get(first.name);
  if (!set) throw resourceNotFound(first.name);
  const start: Target =
    first.key === undefined ? { kind: 'collection', set } : { kind: 'entity', set, row: rowByKey(company, set, first.key) };
  return segments.slice(1).reduce<Target>((target, segment) => step(sets, company, target, segment), start);
}

function step(sets: Sets, company: Company, target: Target, text: string): Target {
  if (target.kind === 'collection' && text === '$count') return { ...target, kind: 'count' };
  if (target.kind !== 'entity') throw resourceNotFound(text);
  if (text.startsWith('Microsoft.NAV.')) return actionOf(target.set, target.row, text);
  const { name, key } = parseSegment(text);
  const navigation = target.set.navigation.get(name);
  const set = navigation && sets.get(navigation.target);
  if (!navigation || !set) throw resourceNotFound(name);
  if (key !== undefined) return { kind: 'entity', set, row: memberByKey(company, target.row, navigation, set, key) };
  if (navigation.many) return { kind: 'collection', set, parent: { row: target.row, navigation } };
  const [row] = navigation.rows(target.row, company);
  if (!row) throw recordNotFound(company.table(set.table).definition.alTable, name);
  return { kind: 'entity', set, row };
}

function actionOf(set: EntitySet, row: Row, text: string): Target {
  const action = text.replace(/\(\)$/, '');
  if (!set.actions.has(action)) throw resourceNotFound(text);
  return { kind: 'action', set, row, action };
}

export function rowByKey(company: Company, set: EntitySet, key: string): Row {
  const table = company.table(set.table);
  const row = set.key.length > 1 ? composedRow(company, set, key) : table.get(guidKey(key));
  if (!row) throw recordNotFound(table.definition.alTable, `SystemId='${key}'`);
  return row;
}

/** The availability of an item at a location is the only row with a key of two parts. */
function composedRow(company: Company, set: EntitySet, key: string): Row | undefined {
  const [first = '', ...rest] = namedKey(key, set.key);
  return company.table(set.table).get([guidKey(first), ...rest].join('/'));
}

function memberByKey(company: Company, parent: Row, navigation: Navigation, set: EntitySet, key: string): Row {
  const row = rowByKey(company, set, key);
  if (!navigation.rows(parent, company).includes(row))
    throw badRequest(`The entity '${key}' does not belong to this parent.`, 'Internal_DataNotFoundFilter');
  return row;
}
