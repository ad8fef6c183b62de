/** Finds the rows of one page by the cheapest index that the filter and the order allow. */
import type { ReadOptions } from './read-options';
import { Row, versionOf } from '../store/column';
import type { Company } from '../store/company';
import type { Table } from '../store/table';
import type { Alternatives, Bounds } from './filter-bounds';
import type { Predicate } from './filter-predicate';
import { RowOrder, isVersionOrder } from './row-order';
import type { SkipToken } from './skip-token';

/** Everything that one page's reading needs; `limit` rows make the page, one more shows that another page follows. */
export interface Reading {
  readonly company: Company;
  readonly table: Table;
  readonly options: ReadOptions;
  readonly passes: Predicate;
  readonly bounds: Bounds;
  readonly token: SkipToken;
  readonly limit: number;
}

export function findRows(reading: Reading): readonly Row[] {
  const { bounds, options, table } = reading;
  if (bounds.ids) return sortedRows(reading, rowsById(table, bounds.ids));
  if (isVersionOrder(options.orderBy) && bounds.after !== undefined) return inVersionOrder(reading);
  const few = narrowed(table, bounds);
  if (few) return sortedRows(reading, few);
  if (isVersionOrder(options.orderBy)) return inVersionOrder(reading);
  if (options.orderBy.length === 0 && bounds.after === undefined) return inKeyOrder(reading);
  return sortedRows(reading, bounds.after === undefined ? [...table.all()] : afterVersion(reading));
}

/** The candidates that pass, in order, behind the token; `$skip` counts on the first page only. */
export function sortedRows({ company, table, passes, token, limit, options }: Reading, candidates: readonly Row[]): readonly Row[] {
  const passing = candidates.filter((row) => passes(row, company));
  const order = new RowOrder(options.orderBy, table, company);
  const start = token.key === undefined ? (options.skip ?? 0) : 0;
  return order.sorted(passing, token).slice(start, start + limit + 1);
}

const rowsById = (table: Table, ids: readonly string[]): readonly Row[] =>
  [...new Set(ids)].map((id) => table.get(id)).filter((row) => row !== undefined);

/** A table this small is read as a whole. */
const smallTable = 200;

/** The fewest candidates that an index leaves; `undefined` when no condition can use one. */
function narrowed(table: Table, { anyOf }: Bounds): readonly Row[] | undefined {
  if (table.size <= smallTable) return undefined;
  const found = anyOf.filter(isIndexable).map((alternatives) => rowsWith(table, alternatives));
  return found.reduce<readonly Row[] | undefined>((best, rows) => (best && best.length <= rows.length ? best : rows), undefined);
}

/** Texts and ids of the row itself; blanks and options are shared by too many rows. */
function isIndexable({ operand, values }: Alternatives): boolean {
  const { place, type, values: options } = operand.property;
  return (
    place !== undefined && operand.from === undefined && !options && (type === 'Edm.String' || type === 'Edm.Guid') && !values.includes('')
  );
}

function rowsWith(table: Table, { operand, values }: Alternatives): readonly Row[] {
  const fold = operand.change === undefined ? 'exact' : operand.change === 'tolower' ? 'lower' : 'upper';
  const index = table.indexOn(operand.property.place as number, fold);
  return [...new Set(values)].flatMap((value) => index.get(value));
}

function inVersionOrder({ company, table, passes, bounds, token, limit, options }: Reading): Row[] {
  const rows: Row[] = [];
  let given = token.given ?? 0;
  let skip = token.version === undefined ? (options.skip ?? 0) : 0;
  const after = Math.max((token.version ?? -Infinity) - 1, bounds.after ?? -Infinity);
  table.versions.scan(after, (row) => {
    if (bounds.upTo !== undefined && versionOf(row) > bounds.upTo) return false;
    if (!passes(row, company)) return true;
    if (versionOf(row) === token.version && given > 0) given--;
    else if (skip > 0) skip--;
    else rows.push(row);
    return rows.length <= limit;
  });
  return rows;
}

function inKeyOrder({ company, table, passes, token, limit, options }: Reading): Row[] {
  const rows: Row[] = [];
  let skip = token.key === undefined ? (options.skip ?? 0) : 0;
  table.keys.scan(token.key, (row) => {
    if (!passes(row, company)) return true;
    if (skip > 0) skip--;
    else rows.push(row);
    return rows.length <= limit;
  });
  return rows;
}

function afterVersion({ table, bounds }: Reading): Row[] {
  const rows: Row[] = [];
  table.versions.scan(bounds.after ?? -Infinity, (row) => {
    if (bounds.upTo !== undefined && versionOf(row) > bounds.upTo) return false;
    rows.push(row);
    return true;
  });
  return rows;
}
