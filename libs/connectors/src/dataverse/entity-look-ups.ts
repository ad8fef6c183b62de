/** Finds rows of Dataverse by id, by key or all of them. */
import { KeyQuery, ReadDocuments, StoredDocument, StoredRecord } from '@tandem/domain/ports/record-store';
import { Column } from '@tandem/domain/tables/column';
import { Table } from '@tandem/domain/tables/table';
import { Value } from '@tandem/domain/value';
import { JsonObject, unexpectedAnswer } from '../http/json-answer';
import { rowsUnder } from '../odata/collection';
import { literal, piecesByLength, piecesOf, queryString } from '../odata/query';
import { DataverseClient } from './dataverse-client';
import { EntityRows, targetAnnotation } from './entity-rows';
import { entityOf, EntityTables, wireName } from './entity-tables';

/** An address may have 32,768 characters; the rest is for host, path and `$select`. */
const longestFilter = 24_000;
/** Dataverse refuses queries with more than 500 conditions. */
const mostConditions = 400;
/** `$count` never tells more than this. */
const countCeiling = 5_000;

/** The same question for each of several filters; no filter asks for all rows. */
interface Question {
  readonly options: Readonly<Record<string, string>>;
  readonly filters: readonly (string | undefined)[];
  readonly prefer: readonly string[];
}

export class EntityLookUps {
  constructor(
    private readonly client: DataverseClient,
    private readonly tables: EntityTables,
  ) {}

  byIds(table: Table, ids: readonly string[], columns: readonly string[]): Promise<StoredRecord[]> {
    return this.select(table, columns, inFilters(table.key, ids));
  }

  async documents({ table, columns, ids, lines }: ReadDocuments): Promise<StoredDocument[]> {
    const rows = new EntityRows(table, columns, this.tables);
    const lineRows = new EntityRows(lines.table, lines.columns, this.tables);
    const $expand = `${lines.navigation}($select=${lineRows.select})`;
    const prefer = rows.needsTargets || lineRows.needsTargets ? [targetAnnotation] : [];
    const found = await this.rows(table, { options: { $select: rows.select, $expand }, filters: inFilters(table.key, ids), prefer });
    return found.map((row) => ({ ...rows.read(row), lines: rowsUnder(row, lines.navigation).map((line) => lineRows.read(line)) }));
  }

  byKeys(query: KeyQuery): Promise<StoredRecord[]> {
    const columns = [...new Set([...query.columns, ...query.select])];
    return this.select(query.table, columns, keyFilters(query));
  }

  all(table: Table, columns: readonly string[]): Promise<StoredRecord[]> {
    return this.select(table, columns, [undefined]);
  }

  /** Exact up to `limit`: beyond what `$count` can tell, ids are counted page by page. */
  async count(table: Table, limit: number): Promise<number> {
    const { set } = entityOf(table);
    const answer = await this.client.get({ path: `${set}/$count` });
    const counted = /^\uFEFF?(\d+)$/.exec(answer.text.trim());
    if (!counted) throw unexpectedAnswer('no number');
    const known = Math.min(Number(counted[1]), limit);
    return known < countCeiling || known === limit ? known : this.countIds(table, limit);
  }

  private async countIds(table: Table, limit: number): Promise<number> {
    let count = 0;
    let link: string | undefined;
    do {
      const page = await this.client.getPage({
        path: entityOf(table).set + queryString({ $select: table.key }),
        link,
        prefer: ['odata.maxpagesize=5000'],
      });
      count += page.rows.length;
      link = page.nextLink;
    } while (link && count < limit);
    return Math.min(count, limit);
  }

  private async select(table: Table, columns: readonly string[], filters: readonly (string | undefined)[]): Promise<StoredRecord[]> {
    const rows = new EntityRows(table, columns, this.tables);
    const prefer = rows.needsTargets ? [targetAnnotation] : [];
    return (await this.rows(table, { options: { $select: rows.select }, filters, prefer })).map((row) => rows.read(row));
  }

  private async rows(table: Table, { options, filters, prefer }: Question): Promise<JsonObject[]> {
    const { set } = entityOf(table);
    const found = filters.map(($filter) => this.client.getAll({ path: set + queryString({ ...options, $filter }), prefer }));
    return (await Promise.all(found)).flat();
  }
}

/** Filters with Dataverse's own `In`, as many as the length of an address demands. */
const inFilters = (property: string, values: readonly string[]): string[] => {
  const quoted = values.map((value) => (value.includes("'") ? `"${value}"` : `'${value}'`));
  return piecesByLength(quoted, longestFilter).map(
    (piece) => `Microsoft.Dynamics.CRM.In(PropertyName='${property}',PropertyValues=[${piece.join(',')}])`,
  );
};

const keyFilters = (query: KeyQuery): string[] => {
  const [only, ...others] = query.columns;
  const values = query.keys.map(([value]) => value);
  const isText = only !== undefined && ['text', 'code'].includes(query.table.columns[only]?.kind ?? '');
  if (isText && !others.length && values.every(fitsList)) return inFilters(only, values);
  const terms = query.keys.map((key) => equalities(query, key));
  return piecesOf(terms, Math.floor(mostConditions / query.columns.length)).flatMap((piece) =>
    piecesByLength(piece, longestFilter).map((part) => part.join(' or ')),
  );
};

/** The list of `In` knows both quotes but no escape. */
const fitsList = (value: Value | undefined): value is string => typeof value === 'string' && !value.includes('"') && !value.includes('\\');

const bareKinds = new Set<Column['kind'] | undefined>(['lookup', 'id', 'date', 'dateTime']);

const equalities = ({ table, columns }: KeyQuery, key: readonly Value[]): string => {
  const parts = columns.map(
    (column, index) =>
      `${wireName(table, column)} eq ${literal(key[index] ?? null, bareKinds.has(table.columns[column]?.kind) ? 'bare' : 'quoted')}`,
  );
  return parts.length > 1 ? `(${parts.join(' and ')})` : (parts[0] as string);
};
