/** Writes rows of Business Central in batches: creations with the id that was chosen, changes under the version that was read. */
import { asFailure, Failure } from '@tandem/domain/failure';
import { ChangedRecord, NewRecord, WriteOutcome, WritePermit } from '@tandem/domain/ports/record-store';
import { Table } from '@tandem/domain/tables/table';
import { BatchSize } from '../http/batch-size';
import { Answer } from '../http/exchange';
import { isJsonObject, parseJson } from '../http/json-answer';
import { outcomeUnknown, settle } from '../http/settled-write';
import { piecesOf } from '../odata/query';
import { CompanyClient } from './company-client';
import { setOf } from './company-sets';
import { businessCentralFailure, errorIn } from './errors';
import { batchAnswers, batchBody, JsonOperation, mostOperations } from './json-batch';
import { outcomeOf, RowWrite } from './row-outcome';
import { bodyOf, creationOf, SetRows } from './set-rows';

type Versioned = Pick<ChangedRecord, 'id' | 'version'>;
type Write = RowWrite & { readonly operation: JsonOperation };

const json = { 'Content-Type': 'application/json' };

export class SetWrites {
  private readonly size: BatchSize;

  constructor(
    private readonly client: CompanyClient,
    largestBatch: number,
  ) {
    this.size = new BatchSize(Math.min(largestBatch, mostOperations));
  }

  async create(table: Table, records: readonly NewRecord[], permit?: WritePermit): Promise<WriteOutcome[]> {
    const url = await this.path(table);
    const readers = this.readers(table);
    const writes = records.map(({ id, values }): Write => ({
      kind: 'create',
      id,
      rows: readers(values),
      operation: { method: 'POST', url, headers: json, body: creationOf(table, id, values) },
    }));
    return this.inPieces(writes, permit);
  }

  async update(table: Table, records: readonly ChangedRecord[], permit?: WritePermit): Promise<WriteOutcome[]> {
    const set = await this.path(table);
    const readers = this.readers(table);
    const writes = records.map((record): Write => {
      const operation: JsonOperation = {
        method: 'PATCH',
        url: `${set}(${record.id})`,
        headers: { ...json, ...ifMatch(record) },
        body: bodyOf(table, record.values),
      };
      return { kind: 'update', id: record.id, rows: readers(record.values), operation };
    });
    return this.inPieces(writes, permit);
  }

  async remove(table: Table, records: readonly Versioned[], permit?: WritePermit): Promise<WriteOutcome[]> {
    const set = await this.path(table);
    const writes = records.map((record): Write => ({
      kind: 'remove',
      id: record.id,
      operation: { method: 'DELETE', url: `${set}(${record.id})`, headers: ifMatch(record) },
    }));
    return this.inPieces(writes, permit);
  }

  /** What is read from an answer: the columns that were written and those that name the row. Records of a chunk mostly write the same columns. */
  private readers(table: Table): (values: object) => SetRows {
    const known = new Map<string, SetRows>();
    return (values) => {
      const columns = Object.keys(values);
      const key = columns.join();
      const reader = known.get(key) ?? new SetRows(table, [...new Set([...columns, ...table.businessKey])], this.client.surface);
      known.set(key, reader);
      return reader;
    };
  }

  private async inPieces(writes: readonly Write[], permit?: WritePermit): Promise<WriteOutcome[]> {
    const outcomes = await Promise.all(piecesOf(writes, this.size.current).map((piece) => this.send(piece, permit)));
    return outcomes.flat();
  }

  private async send(writes: readonly Write[], permit?: WritePermit): Promise<WriteOutcome[]> {
    try {
      const settled = settle(await this.client.writeBatch(batchBody(writes.map(({ operation }) => operation)), permit));
      if (settled.kind === 'failed') return this.allFailed(writes, settled.failure);
      if (settled.kind === 'refused') return this.allFailed(writes, businessCentralFailure(errorIn(settled.answer)));
      this.size.grow();
      return outcomesIn(settled.answer, writes);
    } catch (thrown) {
      if (thrown instanceof Failure) return this.allFailed(writes, asFailure(thrown));
      throw thrown;
    }
  }

  private allFailed(writes: readonly Write[], failure: Failure): WriteOutcome[] {
    if (failure.code === 'write.outcomeUnknown') this.size.shrink();
    return writes.map(() => ({ kind: 'failed', failure }));
  }

  private path(table: Table): Promise<string> {
    return this.client.path(setOf(table, this.client.surface));
  }
}

const ifMatch = (record: Versioned): Record<string, string> => ({ 'If-Match': record.version ?? '*' });

const outcomesIn = (answer: Answer, writes: readonly Write[]): WriteOutcome[] => {
  const body = parseJson(answer.text);
  const answers = isJsonObject(body) ? batchAnswers(body, writes.length) : [];
  return writes.map((write, index) => {
    const one = answers[index];
    return one ? outcomeOf(one, write) : { kind: 'failed', failure: outcomeUnknown('the answer to the batch was cut or is not one.') };
  });
};
