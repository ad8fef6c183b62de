/** Reads one page of a set and notes where the next one begins. */
import type { EntitySet } from '../catalogue/entity-set';
import { Row, versionOf } from '../store/column';
import type { Company } from '../store/company';
import { Reading, findRows, sortedRows } from './candidates';
import { boundsOf } from './filter-bounds';
import { Predicate, predicateOf } from './filter-predicate';
import type { ReadOptions } from './read-options';
import { RowOrder, isVersionOrder } from './row-order';
import { SkipToken, readSkipToken, writeSkipToken } from './skip-token';

export interface Page {
  readonly rows: readonly Row[];
  /** The $skiptoken of the next page; absent on the last one. */
  readonly next?: string;
  /** Rows that pass the filter on all pages together, when $count asks for it. */
  readonly count?: number;
}

/** `size`: rows of a page at most. `among`: the rows to read from, where the request named a navigation. */
export function readPage(company: Company, set: EntitySet, options: ReadOptions, size: number, among?: readonly Row[]): Page {
  const token = options.skipToken === undefined ? {} : readSkipToken(options.skipToken);
  const left = token.left ?? options.top ?? Infinity;
  const passes = testOf(set, options);
  const reading: Reading = {
    company,
    table: company.table(set.table),
    options,
    passes,
    bounds: boundsOf(options.filter),
    token,
    limit: Math.min(size, left),
  };
  const found = among ? sortedRows(reading, among) : findRows(reading);
  return { ...pageOf(reading, found, left), ...(options.count ? { count: countOf(reading, among) } : {}) };
}

function testOf({ only }: EntitySet, { filter }: ReadOptions): Predicate {
  const wanted = filter ? predicateOf(filter) : () => true;
  return only ? (row, company) => only(row) && wanted(row, company) : wanted;
}

function pageOf(reading: Reading, found: readonly Row[], left: number): Pick<Page, 'rows' | 'next'> {
  const rows = found.slice(0, reading.limit);
  const last = rows.at(-1);
  const remaining = left - rows.length;
  if (found.length <= reading.limit || remaining <= 0 || !last) return { rows };
  const token = tokenAfter(reading, rows, last);
  return { rows, next: writeSkipToken(Number.isFinite(remaining) ? { ...token, left: remaining } : token) };
}

function tokenAfter({ company, table, options, token }: Reading, rows: readonly Row[], last: Row): SkipToken {
  const { key, values } = new RowOrder(options.orderBy, table, company).ranked(last);
  if (!isVersionOrder(options.orderBy)) return values.length === 0 ? { key } : { key, values };
  const version = versionOf(last);
  const given = rows.filter((row) => versionOf(row) === version).length + (token.version === version ? (token.given ?? 0) : 0);
  return { key, values, version, given };
}

function countOf({ company, table, passes }: Reading, among: readonly Row[] | undefined): number {
  let count = 0;
  for (const row of among ?? table.all()) if (passes(row, company)) count++;
  return count;
}
