/** Writes rows of Dataverse in bulk: creations all at once where that is offered and one by one where one is refused; changes under their version. */
import { ChangedRecord, NewRecord, WriteOutcome, WritePermit } from '@tandem/domain/ports/record-store';
import { Table } from '@tandem/domain/tables/table';
import { asFailure, Failure } from '@tandem/domain/failure';
import { BatchSize } from '../http/batch-size';
import { piecesOf } from '../odata/query';
import { BatchWrites, RowOperation } from './batch-writes';
import { CreateMultiple } from './create-multiple';
import { DataverseClient } from './dataverse-client';
import { EntityBodies } from './entity-body';
import { entityOf, EntityTables } from './entity-tables';

type Versioned = Pick<ChangedRecord, 'id' | 'version'>;

export class EntityWrites {
  private readonly batch: BatchWrites;
  private readonly createMultiple: CreateMultiple;
  private readonly size: BatchSize;

  constructor(
    client: DataverseClient,
    private readonly tables: EntityTables,
    largestBatch: number,
  ) {
    this.batch = new BatchWrites(client);
    this.createMultiple = new CreateMultiple(client);
    this.size = new BatchSize(largestBatch);
  }

  create(table: Table, records: readonly NewRecord[], permit?: WritePermit): Promise<WriteOutcome[]> {
    const bodies = new EntityBodies(table, this.tables);
    return this.inPieces(records, (piece) => this.createPiece(table, piece, bodies, permit));
  }

  update(table: Table, records: readonly ChangedRecord[], permit?: WritePermit): Promise<WriteOutcome[]> {
    const { set } = entityOf(table);
    const bodies = new EntityBodies(table, this.tables);
    const change = (record: ChangedRecord): RowOperation => ({
      method: 'PATCH',
      path: `${set}(${record.id})`,
      headers: ifMatch(record),
      body: JSON.stringify(bodies.forChange(record)),
      id: record.id,
    });
    return this.inPieces(records, (piece) => this.batch.send('update', piece.map(change), permit));
  }

  remove(table: Table, records: readonly Versioned[], permit?: WritePermit): Promise<WriteOutcome[]> {
    const { set } = entityOf(table);
    const removal = (record: Versioned): RowOperation => ({
      method: 'DELETE',
      path: `${set}(${record.id})`,
      headers: ifMatch(record),
      id: record.id,
    });
    return this.inPieces(records, (piece) => this.batch.send('remove', piece.map(removal), permit));
  }

  private async createPiece(
    table: Table,
    records: readonly NewRecord[],
    bodies: EntityBodies,
    permit?: WritePermit,
  ): Promise<WriteOutcome[]> {
    const atOnce = (await this.createMultiple.isOffered(table))
      ? await this.createMultiple.send(table, records, bodies, permit)
      : undefined;
    if (atOnce) return atOnce;
    const { set } = entityOf(table);
    const outcomes = await this.batch.send('create', records.map((record) => creation(set, record, bodies)), permit); // prettier-ignore
    this.createMultiple.learn(table, outcomes);
    return outcomes;
  }

  private async inPieces<T>(records: readonly T[], send: (piece: readonly T[]) => Promise<WriteOutcome[]>): Promise<WriteOutcome[]> {
    const pieces = piecesOf(records, this.size.current);
    const outcomes = await Promise.all(pieces.map((piece) => send(piece).catch((thrown: unknown) => failed(piece, thrown))));
    for (const piece of outcomes) this.adapt(piece);
    return outcomes.flat();
  }

  private adapt(piece: readonly WriteOutcome[]): void {
    const lost = piece.some((outcome) => outcome.kind === 'failed' && outcome.failure.code === 'write.outcomeUnknown');
    if (lost) this.size.shrink();
    else this.size.grow();
  }
}

const ifMatch = (record: Versioned): string => `If-Match: ${record.version ?? '*'}\r\n`;

/** With a chosen id a PATCH that may only create; it can be told from "exists already", which a plain POST of an id can't always. */
const creation = (set: string, record: NewRecord, bodies: EntityBodies): RowOperation => {
  const { id } = record;
  const body = JSON.stringify(bodies.forCreation(null, record));
  return id
    ? { method: 'PATCH', path: `${set}(${id})`, headers: 'If-None-Match: *\r\n', body, id }
    : { method: 'POST', path: set, headers: '', body, id };
};

/** A Failure befalls every row of its request; anything else is a bug and goes on. */
const failed = (records: readonly unknown[], thrown: unknown): WriteOutcome[] => {
  if (!(thrown instanceof Failure)) throw thrown;
  const failure = asFailure(thrown);
  return records.map(() => ({ kind: 'failed', failure }));
};
