/** Filters for rows by several columns. Business Central refuses `or` between different columns, so the most telling column is asked for and the rest compared here. */
import { KeyQuery, StoredRecord } from '@tandem/domain/ports/record-store';
import { ColumnKind } from '@tandem/domain/tables/column';
import { Value } from '@tandem/domain/value';
import { literal, piecesOf } from '../odata/query';

/** Values in one filter. */
const valuesInFilter = 40;

const bareKinds = new Set<ColumnKind | undefined>(['id', 'lookup', 'date', 'dateTime']);

const folded = (value: Value | undefined): Value => (typeof value === 'string' ? value.trim().toLowerCase() : (value ?? ''));

/** Equality without regard to case: codes are stored in upper case, text is compared in lower case. */
const equals = ({ table }: KeyQuery, column: string, value: Value): string => {
  const kind = table.columns[column]?.kind;
  if (kind === 'code' || kind === 'reference') return `${column} eq ${literal(String(value ?? '').trim().toUpperCase(), 'quoted')}`; // prettier-ignore
  if (kind === 'text' && typeof value === 'string' && value !== '')
    return `tolower(${column}) eq ${literal(value.toLowerCase(), 'quoted')}`;
  return `${column} eq ${literal(value ?? '', bareKinds.has(kind) ? 'bare' : 'quoted')}`;
};

/** Filters that together bring every row that matches a key, and perhaps more. */
export const keyFilters = (query: KeyQuery): string[] => {
  const distinct = query.columns.map((_, index) => new Map(query.keys.map((key) => [folded(key[index]), key[index] ?? null])));
  const telling = distinct.reduce((best, values, index) => (values.size > (distinct[best] as Map<Value, Value>).size ? index : best), 0);
  const fixed = query.columns.flatMap((column, index) => {
    const values = [...(distinct[index] as Map<Value, Value>).values()];
    return index !== telling && values.length === 1 ? [equals(query, column, values[0] as Value)] : [];
  });
  const asked = [...(distinct[telling] as Map<Value, Value>).values()].map((value) =>
    equals(query, query.columns[telling] as string, value),
  );
  return piecesOf(asked, valuesInFilter).map((piece) =>
    [piece.length > 1 && fixed.length ? `(${piece.join(' or ')})` : piece.join(' or '), ...fixed].join(' and '),
  );
};

/** Tells rows that match a key from those that only share a column with one. */
export const answersKeys = ({ columns, keys }: KeyQuery): ((record: StoredRecord) => boolean) => {
  const wanted = new Set(keys.map((key) => JSON.stringify(columns.map((_, index) => folded(key[index])))));
  return ({ values }) => wanted.has(JSON.stringify(columns.map((column) => folded(values[column]))));
};
