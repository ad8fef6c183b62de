/** Filters as data: which records of a table take part. Evaluated here; the connectors render the same tree for their service. */
import { Value, Values } from '../value';

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

export type Filter =
  | { readonly kind: 'compare'; readonly column: string; readonly comparison: Comparison; readonly value: Value }
  | { readonly kind: 'blank'; readonly column: string; readonly blank: boolean }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] };

const compare =
  (comparison: Comparison) =>
  (column: string, value: Value): Filter => ({ kind: 'compare', column, comparison, value });

export const eq = compare('eq');
export const ne = compare('ne');
export const gt = compare('gt');
export const lt = compare('lt');
export const isBlank = (column: string): Filter => ({ kind: 'blank', column, blank: true });
export const isNotBlank = (column: string): Filter => ({ kind: 'blank', column, blank: false });
export const and = (...parts: Filter[]): Filter => ({ kind: 'and', parts });
export const or = (...parts: Filter[]): Filter => ({ kind: 'or', parts });

/** A filter that everything passes. */
export const everything: Filter = and();

const ordered = (left: Value, right: Value): number => (left === right ? 0 : (left as number) < (right as number) ? -1 : 1);

const holds: Record<Comparison, (left: Value, right: Value) => boolean> = {
  eq: (left, right) => left === right,
  ne: (left, right) => left !== right,
  gt: (left, right) => left !== null && ordered(left, right) > 0,
  ge: (left, right) => left !== null && ordered(left, right) >= 0,
  lt: (left, right) => left !== null && ordered(left, right) < 0,
  le: (left, right) => left !== null && ordered(left, right) <= 0,
};

/** Whether a row passes. A column that the row lacks counts as blank. */
export function passes(filter: Filter, row: Values): boolean {
  switch (filter.kind) {
    case 'compare':
      return holds[filter.comparison](row[filter.column] ?? null, filter.value);
    case 'blank':
      return ((row[filter.column] ?? '') === '') === filter.blank;
    case 'and':
      return filter.parts.every((part) => passes(part, row));
    case 'or':
      return filter.parts.some((part) => passes(part, row));
  }
}

/** Every column that a filter looks at. */
export function columnsOf(filter: Filter): string[] {
  if (filter.kind === 'compare' || filter.kind === 'blank') return [filter.column];
  return filter.parts.flatMap(columnsOf);
}
