/** When two values of the two systems say the same: the oracle's own rules, written without the engine's. */
import { Column } from '@tandem/domain/tables/column';
import { Value } from '@tandem/domain/value';

const blanks = new Set<Value | undefined>([null, undefined, '', '00000000-0000-0000-0000-000000000000', '0001-01-01']);

export const isBlank = (value: Value | undefined): boolean => blanks.has(value);

const isCode = ({ kind }: Column): boolean => kind === 'code' || kind === 'reference';

/** Compares at the shorter of the two lengths, codes without case and surrounding blanks, numbers at the coarser precision. */
export function sayTheSame(one: Value | undefined, other: Value | undefined, columns: readonly [Column, Column]): boolean {
  if (isBlank(one) || isBlank(other)) return isBlank(one) && isBlank(other);
  if (typeof one === 'number' && typeof other === 'number') {
    const decimals = Math.min(...columns.map((column) => column.decimals ?? 10));
    return Math.abs(one - other) <= 0.5 * 10 ** -decimals;
  }
  const length = Math.min(...columns.map((column) => column.maxLength ?? Infinity));
  const form = (value: Value | undefined) => {
    const text = String(value);
    return (columns.some(isCode) ? text.trim().toUpperCase() : text).slice(0, length);
  };
  return form(one) === form(other);
}
