import { invalidSolution } from '../solution/solution-file';
import { refusals } from '../dataverse-error';
import type { ActionCall, UnboundAction } from './actions';

/** Importing a solution: at once, or as a background operation that is followed by its id. */
export const solutionActions: Record<string, UnboundAction> = {
  ImportSolution: (call) => {
    const { ImportJobId } = call.parameters;
    if (typeof ImportJobId !== 'string') throw refusals.payload('', "The parameter 'ImportJobId' is missing.");
    const archive = archiveOf(call);
    call.writes.context.database.imports.runNow(call.writes.context, archive, ImportJobId.toLowerCase());
    return undefined;
  },
  ImportSolutionAsync: (call) => {
    const archive = archiveOf(call);
    const { operationId, jobId } = call.writes.context.database.imports.begin(call.writes.context, archive);
    return { AsyncOperationId: operationId, ImportJobKey: jobId };
  },
};

function archiveOf({ writes, parameters: { CustomizationFile: file } }: ActionCall): Buffer {
  writes.context.caller.access.requirePrivilege('prvImportCustomization');
  if (typeof file !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(file)) throw invalidSolution('CustomizationFile is no archive in base64.');
  return Buffer.from(file, 'base64');
}
