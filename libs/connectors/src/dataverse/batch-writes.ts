/** Writes rows by `$batch`: each operation stands for itself, under the version that was read. */
import { randomUUID } from 'node:crypto';
import { WriteOutcome, WritePermit } from '@tandem/domain/ports/record-store';
import { Answer, headerOf } from '../http/exchange';
import { outcomeUnknown, settle } from '../http/settled-write';
import { boundaryOf, readMultipart } from '../odata/multipart-answer';
import { BatchOperation, multipartBody } from '../odata/multipart-request';
import { DataverseClient } from './dataverse-client';
import { dataverseFailure, errorIn } from './errors';
import { outcomeOfPart, WriteKind } from './row-outcome';

/** One row's operation; `path` is below the API. */
export interface RowOperation extends BatchOperation {
  readonly id: string | null;
}

export class BatchWrites {
  constructor(private readonly client: DataverseClient) {}

  /** The outcomes in the order of the operations. */
  async send(kind: WriteKind, operations: readonly RowOperation[], permit?: WritePermit): Promise<WriteOutcome[]> {
    const root = await this.client.batchPath();
    const boundary = `batch_${randomUUID()}`;
    const absolute = operations.map((operation) => ({ ...operation, path: `${root}/${operation.path}` }));
    const settled = settle(await this.client.postBatch(boundary, multipartBody(boundary, absolute), permit));
    if (settled.kind === 'done') return this.outcomes(kind, operations, settled.answer);
    const failure = settled.kind === 'failed' ? settled.failure : dataverseFailure(errorIn(settled.answer));
    return operations.map(() => ({ kind: 'failed', failure }));
  }

  private outcomes(kind: WriteKind, operations: readonly RowOperation[], answer: Answer): WriteOutcome[] {
    const boundary = boundaryOf(headerOf(answer, 'content-type'));
    const parts = boundary ? readMultipart(answer.text, boundary).parts : [];
    return operations.map(({ id }, index) => {
      const part = parts[index];
      return part
        ? outcomeOfPart(part, kind, id)
        : { kind: 'failed', failure: outcomeUnknown('the answer to the batch was cut or is not one.') };
    });
  }
}
