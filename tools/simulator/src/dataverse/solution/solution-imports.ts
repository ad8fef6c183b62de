import { randomUUID } from 'node:crypto';
import { DataverseError } from '../dataverse-error';
import type { RequestContext } from '../request-context';
import { RowWrites } from '../writing/row-writes';
import { applySolution } from './apply-solution';
import { readSolution } from './solution-file';

/** Imports of solutions: one at a time, in the background, with progress that follows the simulated clock. */

/** A package as it was sent. */
export interface SolutionUpload {
  readonly archive: Buffer;
  /** Whether its steps are switched on (`PublishWorkflows`). */
  readonly publishes: boolean;
}

interface RunningImport extends SolutionUpload {
  readonly context: RequestContext;
  readonly operationId: string;
  readonly jobId: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly milliseconds: number;
}

/** State and status of an asyncoperation. */
const phases = {
  inProgress: { statecode: 2, statuscode: 20 },
  succeeded: { statecode: 3, statuscode: 30 },
  failed: { statecode: 3, statuscode: 31 },
} as const;

export class SolutionImports {
  private running: RunningImport | undefined;

  /** Imports before it answers. */
  runNow(context: RequestContext, { archive, publishes }: SolutionUpload, jobId: string): void {
    this.refuseAnother();
    const now = stamp(context);
    commit(context, (writes) => {
      applySolution(writes, readSolution(archive), { now, publishes });
      writes.create('importjob', { id: jobId, name: 'Customizations', startedon: now, ...outcome(now) });
    });
  }

  /** Begins an import that lasts a while; answers with the ids to follow it by. */
  begin(context: RequestContext, upload: SolutionUpload): { operationId: string; jobId: string } {
    this.refuseAnother();
    const [operationId, jobId] = [randomUUID(), randomUUID()];
    commit(context, (writes) => {
      writes.create('asyncoperation', { id: operationId, name: 'Import solution', ...phases.inProgress });
      writes.create('importjob', { id: jobId, name: 'Customizations', progress: 0, startedon: stamp(context) });
    });
    const startedAt = context.database.core.clock.now();
    this.running = { context, ...upload, operationId, jobId, startedAt, milliseconds: context.switches.solutionImportMilliseconds };
    return { operationId, jobId };
  }

  /** Moves the running import to where the clock says it is. */
  advance(now: number): void {
    const { running } = this;
    if (running === undefined) return;
    const { context, startedAt, milliseconds } = running;
    const share = milliseconds <= 0 ? 1 : (now - startedAt) / milliseconds;
    if (share < 1) return commit(context, (writes) => change(writes, 'importjob', running.jobId, { progress: Math.floor(share * 100) }));
    this.running = undefined;
    finish(running);
  }

  private refuseAnother(): void {
    if (this.running === undefined) return;
    throw new DataverseError(
      400,
      '0x80071151',
      'Cannot start the requested operation [Import] because there is another [Import] running at this moment. Use Solution History for more details.',
    );
  }
}

function finish({ context, archive, publishes, operationId, jobId }: RunningImport): void {
  const now = stamp(context);
  const close = (writes: RowWrites, operation: object, job: object) => {
    change(writes, 'asyncoperation', operationId, { completedon: now, ...operation });
    change(writes, 'importjob', jobId, { ...outcome(now), ...job });
  };
  try {
    commit(context, (writes) => {
      const file = readSolution(archive);
      applySolution(writes, file, { now, publishes });
      close(writes, phases.succeeded, { solutionname: file.uniqueName });
    });
  } catch (error) {
    if (!(error instanceof DataverseError)) throw error;
    const { message } = error;
    commit(context, (writes) =>
      close(writes, { ...phases.failed, message }, { progress: 0, data: '<importexportxml succeeded="false" status="failure" />' }),
    );
  }
}

const outcome = (completedon: string) => ({ progress: 100, completedon, data: '<importexportxml succeeded="true" status="success" />' });

function change(writes: RowWrites, table: string, id: string, values: Record<string, unknown>): void {
  const row = writes.context.database.row(table, id);
  if (row !== undefined) writes.update(table, row, values);
}

/** The platform writes in the name of whoever began the import, in a transaction of its own. */
function commit(context: RequestContext, work: (writes: RowWrites) => void): void {
  const writes = new RowWrites(context);
  try {
    work(writes);
    writes.transaction.commit();
  } catch (error) {
    writes.transaction.rollback();
    throw error;
  }
}

function stamp({ database }: RequestContext): string {
  return `${database.core.clock.isoNow().slice(0, 19)}Z`;
}
