/** The order of an answer: by $orderby, then by primary key; and the place in it where a page begins. */
import type { Row, Value } from '../store/column';
import type { Company } from '../store/company';
import type { Table } from '../store/table';
import type { Ordering } from './read-options';
import type { SkipToken } from './skip-token';

export const isVersionOrder = (orderBy: readonly Ordering[]): boolean =>
  orderBy.length === 1 && orderBy[0]?.property.name === 'systemRowVersion' && !orderBy[0].descending;

/** A row with the values that it is ordered by: read once, compared often. */
export interface Ranked {
  readonly row: Row;
  readonly values: readonly Value[];
  readonly key: string;
}

export class RowOrder {
  constructor(
    private readonly orderBy: readonly Ordering[],
    private readonly table: Table,
    private readonly company: Company,
  ) {}

  ranked(row: Row): Ranked {
    return { row, key: this.table.keyOf(row), values: this.orderBy.map(({ property }) => property.read(row, this.company)) };
  }

  /** Rows in order, from the first one after the token. */
  sorted(rows: readonly Row[], token: SkipToken): Row[] {
    const ranked = rows.map((row) => this.ranked(row));
    const { key, values = [] } = token;
    const ahead = key === undefined ? ranked : ranked.filter((candidate) => this.compare(candidate, { key, values }) > 0);
    return ahead.sort((left, right) => this.compare(left, right)).map(({ row }) => row);
  }

  private compare(left: Omit<Ranked, 'row'>, right: Omit<Ranked, 'row'>): number {
    for (const [at, { descending }] of this.orderBy.entries()) {
      const difference = compareValues(left.values[at] as Value, right.values[at] as Value);
      if (difference !== 0) return descending ? -difference : difference;
    }
    return compareValues(left.key, right.key);
  }
}

const compareValues = (left: Value, right: Value): number => (left < right ? -1 : left > right ? 1 : 0);
