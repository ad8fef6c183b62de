/** A filter as a person reads it. */
import { Comparison, Filter } from '@tandem/domain/mapping/filter';

const words: Readonly<Record<Comparison, string>> = {
  eq: 'is',
  ne: 'is not',
  gt: 'is more than',
  ge: 'is at least',
  lt: 'is less than',
  le: 'is at most',
};

/** `blocked is blank and statecode is 0`; undefined where everything takes part. */
export function inWords(filter: Filter): string | undefined {
  if (filter.kind === 'compare') return `${filter.column} ${words[filter.comparison]} ${JSON.stringify(filter.value)}`;
  if (filter.kind === 'blank') return `${filter.column} is ${filter.blank ? 'blank' : 'not blank'}`;
  const parts = filter.parts.map((part) => inWords(part) ?? 'everything');
  if (parts.length === 0) return undefined;
  return parts.length === 1
    ? parts[0]
    : parts.map((part, index) => (filter.parts[index]!.kind === 'or' ? `(${part})` : part)).join(` ${filter.kind} `);
}
