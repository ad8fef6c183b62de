/** Solutions of a Dataverse environment: which version is there, and importing a package in the background. */
import { Failure } from '@tandem/domain/failure';
import { JsonObject, jsonOf, unexpectedAnswer } from '../http/json-answer';
import { outcomeUnknown } from '../http/settled-write';
import { ServiceParts } from '../http/service-parts';
import { queryString } from '../odata/query';
import { carriedOut } from './carried-out';
import { DataverseClient } from './dataverse-client';
import { importFailure } from './errors';

export interface InstalledSolution {
  /** Four numbers. */
  readonly version: string;
  readonly isManaged: boolean;
}

/** An import that goes on by itself; whoever holds this can follow it, from any process. */
export interface StartedImport {
  readonly operationId: string;
  readonly jobId: string;
}

/** `percent`: 0 to 100, of the import job. */
export type ImportState =
  | { readonly kind: 'running'; readonly percent: number }
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** State and status of an asyncoperation. */
const completed = 3;
const succeeded = 30;

/** Every method throws the Failures of `errors.ts`. */
export class DataverseSolutions {
  private readonly client: DataverseClient;

  constructor(parts: ServiceParts) {
    this.client = new DataverseClient(parts);
  }

  /** The solution of this unique name; null where it is not installed. */
  async installed(uniqueName: string): Promise<InstalledSolution | null> {
    const filter = `uniquename eq '${uniqueName.replaceAll("'", "''")}'`;
    const [row] = await this.client.getAll({ path: `solutions${queryString({ $select: 'version,ismanaged', $filter: filter })}` });
    return row ? { version: String(row.version ?? ''), isManaged: row.ismanaged === true } : null;
  }

  /**
   * Begins to import a package; an older version of the same solution is upgraded. Customizations that people have made stay.
   * @param archive the package, a ZIP
   * @throws Failure `blocked` `solution.importRunning` while another import runs, `transient` `write.outcomeUnknown` where the answer was lost
   */
  async begin(archive: Uint8Array): Promise<StartedImport> {
    const body = await this.act('ImportSolutionAsync', {
      OverwriteUnmanagedCustomizations: false,
      // The steps of the package lead to an endpoint that has no address yet.
      PublishWorkflows: false,
      CustomizationFile: Buffer.from(archive).toString('base64'),
    });
    const { AsyncOperationId: operationId, ImportJobKey: jobId } = body;
    if (typeof operationId === 'string' && typeof jobId === 'string') return { operationId, jobId };
    throw outcomeUnknown('the answer does not say how to follow the import.');
  }

  /** Where an import stands now. */
  async state({ operationId, jobId }: StartedImport): Promise<ImportState> {
    const operation = await this.client.getJson(
      `asyncoperations(${operationId})${queryString({ $select: 'statecode,statuscode,message' })}`,
    );
    if (typeof operation.statecode !== 'number') throw unexpectedAnswer('an operation without a state');
    if (operation.statecode !== completed) return { kind: 'running', percent: await this.percent(jobId) };
    if (operation.statuscode === succeeded) return { kind: 'succeeded' };
    return { kind: 'failed', failure: importFailure(typeof operation.message === 'string' ? operation.message : '') };
  }

  /** Makes what was imported visible to forms and metadata; harmless when nothing waits for it. */
  async publish(): Promise<void> {
    await this.act('PublishAllXml', {});
  }

  /** The job may not be there yet when the operation already waits. */
  private async percent(jobId: string): Promise<number> {
    const [job] = await this.client.getAll({
      path: `importjobs${queryString({ $select: 'progress', $filter: `importjobid eq ${jobId}` })}`,
    });
    return typeof job?.progress === 'number' ? Math.min(Math.max(Math.floor(job.progress), 0), 100) : 0;
  }

  /** Carries out an action; an empty object where it answers without a body. */
  private async act(action: string, parameters: JsonObject): Promise<JsonObject> {
    const answer = carriedOut(await this.client.postJson(action, parameters));
    return answer.status === 204 ? {} : jsonOf(answer);
  }
}
