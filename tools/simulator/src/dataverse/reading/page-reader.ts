import type { Table } from '../metadata/table';
import type { RequestContext } from '../request-context';
import type { Row } from '../storage/row';
import { candidateRows } from './candidate-rows';
import type { RowPredicate } from './filter';
import { parseFilter, type Aliases } from './filter-parser';
import { orderOf, type Order } from './order';
import type { PagePlace } from './paging-cookie';
import type { QueryOptions } from './query-options';
import { filterCompiler } from './read-scope';

/** Finds the rows of one page: filter, order, place, size. */

/** What is read: a table, or the rows of a collection of one row (`among`, sorted by id). */
export interface RowSource {
  readonly table: Table;
  readonly among?: readonly Row[];
}

export interface PageOfRows {
  readonly rows: readonly Row[];
  /** Where the next page begins; undefined on the last. */
  readonly next: PagePlace | undefined;
}

export class PageReader {
  private readonly matches: RowPredicate | undefined;
  private readonly candidates: readonly Row[] | undefined;
  private readonly order: Order | undefined;

  constructor(
    private readonly context: RequestContext,
    private readonly source: RowSource,
    options: Pick<QueryOptions, 'filter' | 'orderby' | 'aliases'>,
  ) {
    const { table, among } = source;
    const { database, caller } = context;
    const filter = options.filter === undefined ? undefined : parseFilter(options.filter, options.aliases);
    const compiled = filter === undefined ? undefined : filterCompiler(context).compile(table, filter);
    this.matches = combined(compiled, caller.access.visible(table));
    this.candidates = among ?? (filter === undefined ? undefined : candidateRows(database.store(table.logicalName), filter));
    this.order = orderOf(database, table, unaliased(options.orderby, options.aliases));
  }

  page(place: PagePlace | undefined, size: number): PageOfRows {
    const rows = this.order === undefined ? this.byId(place?.lastId, size + 1) : this.ordered(this.order, place, size + 1);
    const shown = rows.length > size ? rows.slice(0, size) : rows;
    return { rows: shown, next: rows.length > size ? this.placeAfter(shown.at(-1) as Row, place) : undefined };
  }

  /** How many rows match, counted up to `limit` + 1. */
  count(limit: number): number {
    const store = this.context.database.store(this.source.table.logicalName);
    if (this.matches === undefined) return this.candidates?.length ?? store.rows.size;
    let count = 0;
    for (const row of this.candidates ?? store.rows.values()) if (this.matches(row) && (count += 1) > limit) break;
    return count;
  }

  /** Every matching row, in order. */
  all(): Row[] {
    return this.order === undefined ? this.byId(undefined, Infinity) : this.ordered(this.order, undefined, Infinity);
  }

  private byId(after: string | undefined, count: number): Row[] {
    const { ordered } = this.context.database.store(this.source.table.logicalName);
    if (this.matches === undefined && this.candidates === undefined) return ordered.slice(after, count);
    const rows: Row[] = [];
    for (const row of this.candidates ?? ordered.after(after)) {
      if (after !== undefined && row.id <= after) continue;
      if (this.matches === undefined || this.matches(row)) rows.push(row);
      if (rows.length >= count) break;
    }
    return rows;
  }

  private ordered(order: Order, place: PagePlace | undefined, count: number): Row[] {
    const keyed = this.byId(undefined, Infinity).map((row) => ({ row, key: order.keyOf(row) }));
    const start = place === undefined ? undefined : { values: place.lastValues, id: place.lastId };
    const left = start === undefined ? keyed : keyed.filter(({ key }) => order.compare(key, start) > 0);
    return left
      .sort((one, other) => order.compare(one.key, other.key))
      .slice(0, count)
      .map(({ row }) => row);
  }

  private placeAfter(row: Row, place: PagePlace | undefined): PagePlace {
    return {
      page: (place?.page ?? 1) + 1,
      lastId: row.id,
      lastValues: this.order?.keyOf(row).values ?? [],
      trackedFrom: place?.trackedFrom,
    };
  }
}

/** `$orderby` may be an alias; one that is not assigned orders nothing. */
function unaliased(text: string | undefined, aliases: Aliases): string | undefined {
  return text?.startsWith('@') === true ? aliases.get(text) : text;
}

function combined(left: RowPredicate | undefined, right: RowPredicate | undefined): RowPredicate | undefined {
  if (left === undefined || right === undefined) return left ?? right;
  return (row) => left(row) && right(row);
}
