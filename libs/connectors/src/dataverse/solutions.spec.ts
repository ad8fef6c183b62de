import { localService, LocalService, ReceivedRequest, Reply } from '../testing/local-service';
import { PartsForTest, partsFor } from '../testing/service-parts-for-test';
import { DataverseSolutions } from './solutions';

const started = { operationId: '0f5b7e7e-3a53-4a0e-8f3a-1c2d3e4f5a6b', jobId: '7a1f0c5e-2d3b-4c6a-9e8d-5b4c3a2f1e0d' };
const refused = (status: number, code: string, message: string): Reply => ({ status, json: { error: { code, message } } });
const otherRunning = 'Cannot start the requested operation [Import] because there is another [Import] running at this moment.';

describe('importing a solution into Dataverse', () => {
  let service: LocalService;
  let parts: PartsForTest;
  let solutions: DataverseSolutions;
  let answer: (request: ReceivedRequest) => Reply;

  beforeEach(async () => {
    service = await localService((request) => answer(request));
    parts = partsFor(service.url);
    solutions = new DataverseSolutions(parts);
  });
  afterEach(async () => {
    await parts.transport.close();
    await service.close();
  });

  it('finds the installed version by the unique name', async () => {
    answer = () => ({ json: { value: [{ version: '1.2.0.0', ismanaged: true }] } });
    expect(await solutions.installed('tandem_salesintegration')).toEqual({ version: '1.2.0.0', isManaged: true });
    expect(service.requests[0]?.decoded.replaceAll('+', ' ')).toContain("$filter=uniquename eq 'tandem_salesintegration'");
    answer = () => ({ json: { value: [] } });
    expect(await solutions.installed('another')).toBeNull();
  });

  it('sends the package in base64, keeps customizations of people, and answers with what to follow', async () => {
    answer = () => ({ json: { AsyncOperationId: started.operationId, ImportJobKey: started.jobId } });
    expect(await solutions.begin(new Uint8Array([80, 75, 3, 4]))).toEqual(started);
    expect(service.requests[0]?.url).toBe('/api/data/v9.2/ImportSolutionAsync');
    expect(JSON.parse(service.requests[0]?.body ?? '')).toEqual({
      OverwriteUnmanagedCustomizations: false,
      PublishWorkflows: false,
      CustomizationFile: 'UEsDBA==',
    });
  });

  it('another import that runs blocks this one, whatever error says so', async () => {
    answer = () => refused(400, '0x80071151', otherRunning);
    await expect(solutions.begin(new Uint8Array(1))).rejects.toMatchObject({ kind: 'blocked', code: 'solution.importRunning' });
    answer = () => ({ json: { statecode: 3, statuscode: 31, message: otherRunning } });
    expect(await solutions.state(started)).toMatchObject({ failure: { kind: 'blocked', code: 'solution.importRunning' } });
  });

  it('is sent once: a lost answer is not known, never repeated', async () => {
    answer = () => 'drop';
    await expect(solutions.begin(new Uint8Array(1))).rejects.toMatchObject({ kind: 'transient', code: 'write.outcomeUnknown' });
    expect(service.requests).toHaveLength(1);
  });

  it('a package that Dataverse can not read is refused', async () => {
    answer = () => refused(400, '0x80048060', 'The solution file is invalid.');
    await expect(solutions.begin(new Uint8Array(1))).rejects.toMatchObject({ kind: 'rejected', code: 'solution.invalid' });
  });

  it('an account without the privilege may not import', async () => {
    answer = () => refused(403, '0x80040220', 'Principal user is missing prvImportCustomization privilege.');
    await expect(solutions.begin(new Uint8Array(1))).rejects.toMatchObject({ kind: 'misconfigured', code: 'access.privilegeMissing' });
  });

  it('runs with the progress of its job, which may not be there yet', async () => {
    const running = (jobs: object[]) => (request: ReceivedRequest) =>
      request.url.includes('asyncoperations') ? { json: { statecode: 0, statuscode: 0, message: null } } : { json: { value: jobs } };
    answer = running([]);
    expect(await solutions.state(started)).toEqual({ kind: 'running', percent: 0 });
    answer = running([{ progress: 42.7 }]);
    expect(await solutions.state(started)).toEqual({ kind: 'running', percent: 42 });
    expect(service.requests[0]?.url).toContain(`asyncoperations(${started.operationId})`);
    expect(service.requests[1]?.decoded).toContain(started.jobId);
  });

  it('ends well or with the reason that Dataverse gives', async () => {
    answer = () => ({ json: { statecode: 3, statuscode: 30, message: null } });
    expect(await solutions.state(started)).toEqual({ kind: 'succeeded' });
    answer = () => ({ json: { statecode: 3, statuscode: 31, message: 'Missing dependency: table quote.' } });
    expect(await solutions.state(started)).toMatchObject({
      kind: 'failed',
      failure: { kind: 'misconfigured', code: 'solution.importFailed', message: 'Missing dependency: table quote.' },
    });
  });

  it('is published afterwards', async () => {
    answer = () => ({ status: 204 });
    await solutions.publish();
    expect(service.requests[0]?.url).toBe('/api/data/v9.2/PublishAllXml');
  });
});
