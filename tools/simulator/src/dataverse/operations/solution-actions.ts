import { invalidSolution } from '../solution/solution-file';
import type { SolutionUpload } from '../solution/solution-imports';
import { refusals } from '../dataverse-error';
import type { ActionCall, UnboundAction } from './actions';

/** Importing a solution: at once, or as a background operation that is followed by its id. */
export const solutionActions: Record<string, UnboundAction> = {
  ImportSolution: (call) => {
    const { ImportJobId } = call.parameters;
    if (typeof ImportJobId !== 'string') throw refusals.payload('', "The parameter 'ImportJobId' is missing.");
    call.writes.context.database.imports.runNow(call.writes.context, uploadOf(call), ImportJobId.toLowerCase());
    return undefined;
  },
  ImportSolutionAsync: (call) => {
    const { operationId, jobId } = call.writes.context.database.imports.begin(call.writes.context, uploadOf(call));
    return { AsyncOperationId: operationId, ImportJobKey: jobId };
  },
};

function uploadOf({ writes, parameters: { CustomizationFile: file, PublishWorkflows } }: ActionCall): SolutionUpload {
  writes.context.caller.access.requirePrivilege('prvImportCustomization');
  if (typeof file !== 'string' || !/^[A-Za-z0-9+/]+={0,2}$/.test(file)) throw invalidSolution('CustomizationFile is no archive in base64.');
  return { archive: Buffer.from(file, 'base64'), publishes: PublishWorkflows === true };
}
