import { randomUUID } from 'node:crypto';
import { DataverseError, refusals } from '../dataverse-error';
import type { ActionCall, UnboundAction } from './actions';
import { zipEntry } from './zip-entry';

/** Importing a solution: its name and version become a row of `solutions`, its progress one of `importjobs`. Its contents are not carried out. */
export const solutionActions: Record<string, UnboundAction> = {
  ImportSolution: (call) => {
    if (typeof call.parameters.ImportJobId !== 'string') throw refusals.payload('', "The parameter 'ImportJobId' is missing.");
    importSolution(call, call.parameters.ImportJobId);
    return undefined;
  },
  ImportSolutionAsync: (call) => {
    const [asyncOperationId, importJobKey] = [randomUUID(), randomUUID()];
    importSolution(call, importJobKey);
    call.writes.create('asyncoperation', {
      id: asyncOperationId,
      name: 'Import solution',
      statecode: 3,
      statuscode: 30,
      completedon: now(call),
    });
    return { AsyncOperationId: asyncOperationId, ImportJobKey: importJobKey };
  },
};

function importSolution(call: ActionCall, jobId: string): void {
  const { context } = call.writes;
  context.caller.access.requirePrivilege('prvImportCustomization');
  const file = call.parameters.CustomizationFile;
  const manifest = typeof file === 'string' ? zipEntry(Buffer.from(file, 'base64'), 'solution.xml') : undefined;
  const uniquename = /<UniqueName>([^<]+)<\/UniqueName>/.exec(manifest ?? '')?.[1];
  if (manifest === undefined || uniquename === undefined)
    throw new DataverseError(
      400,
      '0x80048060',
      'Solution manifest import: FAILURE. The solution file is invalid: it holds no solution.xml with a unique name.',
    );
  const values = {
    uniquename,
    friendlyname: /<LocalizedName description="([^"]+)"/.exec(manifest)?.[1] ?? uniquename,
    version: /<Version>([^<]+)<\/Version>/.exec(manifest)?.[1] ?? '1.0.0.0',
    ismanaged: /<Managed>1<\/Managed>/.test(manifest),
    isvisible: true,
    installedon: now(call),
  };
  const store = context.database.store('solution');
  const name = store.table.columns.get('uniquename');
  const [existing] = name === undefined ? [] : store.find(name, uniquename);
  if (existing === undefined) call.writes.create('solution', values);
  else call.writes.update('solution', existing, values);
  call.writes.create('importjob', {
    id: jobId.toLowerCase(),
    name: 'Customizations',
    solutionname: uniquename,
    progress: 100,
    startedon: now(call),
    completedon: now(call),
    data: '<importexportxml succeeded="true" />',
  });
}

function now({ writes }: ActionCall): string {
  return `${writes.context.database.core.clock.isoNow().slice(0, 19)}Z`;
}
