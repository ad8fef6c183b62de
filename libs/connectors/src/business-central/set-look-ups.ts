/** Finds rows of Business Central by id, by key or all of them. Long questions go as one batch, since addresses must stay short. */
import { KeyQuery, ReadDocuments, StoredDocument, StoredRecord } from '@tandem/domain/ports/record-store';
import { Table } from '@tandem/domain/tables/table';
import { isJsonObject, JsonObject, unexpectedAnswer } from '../http/json-answer';
import { rowsUnder } from '../odata/collection';
import { piecesOf, queryString } from '../odata/query';
import { CompanyClient } from './company-client';
import { setOf } from './company-sets';
import { businessCentralError, businessCentralFailure } from './errors';
import { batchAnswers, batchBody, mostOperations, OperationAnswer } from './json-batch';
import { answersKeys, keyFilters } from './key-filters';
import { SetRows } from './set-rows';

/** Ids in one filter; about 2,000 characters. */
const idsInFilter = 45;

export class SetLookUps {
  constructor(private readonly client: CompanyClient) {}

  byIds(table: Table, ids: readonly string[], columns: readonly string[]): Promise<StoredRecord[]> {
    return this.select(table, columns, idFilters(table, ids));
  }

  async documents({ table, columns, ids, lines }: ReadDocuments): Promise<StoredDocument[]> {
    const reader = new SetRows(table, columns, this.client.surface);
    const lineReader = new SetRows(lines.table, lines.columns, this.client.surface);
    const $expand = lines.navigation + (lineReader.select ? `($select=${lineReader.select})` : '');
    const rows = await this.rows(table, { $select: reader.select, $expand }, idFilters(table, ids));
    return rows.map((row) => ({ ...reader.read(row), lines: rowsUnder(row, lines.navigation).map((line) => lineReader.read(line)) }));
  }

  async byKeys(query: KeyQuery): Promise<StoredRecord[]> {
    if (!query.keys.length) return [];
    const columns = [...new Set([...query.columns, ...query.select])];
    const found = await this.select(query.table, columns, keyFilters(query));
    return found.filter(answersKeys(query));
  }

  async all(table: Table, columns: readonly string[]): Promise<StoredRecord[]> {
    const reader = new SetRows(table, columns, this.client.surface);
    const rows = await this.client.getAll({ path: (await this.path(table)) + queryString({ $select: reader.select }) });
    return rows.map((row) => reader.read(row));
  }

  async count(table: Table, limit: number): Promise<number> {
    const answer = await this.client.get({ path: `${await this.path(table)}/$count` });
    const counted = /^\uFEFF?(\d+)$/.exec(answer.text.trim());
    if (!counted) throw unexpectedAnswer('no number');
    return Math.min(Number(counted[1]), limit);
  }

  private async select(table: Table, columns: readonly string[], filters: readonly string[]): Promise<StoredRecord[]> {
    const reader = new SetRows(table, columns, this.client.surface);
    return (await this.rows(table, { $select: reader.select }, filters)).map((row) => reader.read(row));
  }

  private async rows(
    table: Table,
    options: Readonly<Record<string, string | undefined>>,
    filters: readonly string[],
  ): Promise<JsonObject[]> {
    const path = await this.path(table);
    const questions = filters.map(($filter) => path + queryString({ ...options, $filter }));
    return (await Promise.all(piecesOf(questions, mostOperations).map((piece) => this.ask(piece)))).flat();
  }

  private async ask(questions: readonly string[]): Promise<JsonObject[]> {
    const [only] = questions;
    if (only !== undefined && questions.length === 1) return this.client.getAll({ path: only });
    const body = await this.client.readBatch(batchBody(questions.map((url) => ({ method: 'GET', url }))));
    const rows = await Promise.all(batchAnswers(body, questions.length).map((answer) => this.rowsIn(answer)));
    return rows.flat();
  }

  private async rowsIn(answer: OperationAnswer | undefined): Promise<JsonObject[]> {
    if (!answer) throw unexpectedAnswer('a question of the batch was left out');
    if (answer.status < 200 || answer.status > 299) throw businessCentralFailure(businessCentralError(answer.status, answer.body));
    const { body } = answer;
    if (!isJsonObject(body) || !Array.isArray(body.value) || !body.value.every(isJsonObject)) throw unexpectedAnswer('no list of rows');
    const link = body['@odata.nextLink'];
    return typeof link === 'string' ? [...body.value, ...(await this.client.getAll({ link }))] : body.value;
  }

  private path(table: Table): Promise<string> {
    return this.client.path(setOf(table, this.client.surface));
  }
}

const idFilters = (table: Table, ids: readonly string[]): string[] =>
  piecesOf(ids, idsInFilter).map((piece) => piece.map((id) => `${table.key} eq ${id}`).join(' or '));
