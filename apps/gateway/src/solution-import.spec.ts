import { getConnection } from '@tandem/contracts/connection';
import { publicKey } from '@tandem/contracts/connection-access';
import { ImportSolution, importSolution, solutionImport, SolutionImportView } from '@tandem/contracts/solution-import';
import { Failure } from '@tandem/domain/failure';
import { open } from '@tandem/platform/sealing/seal';
import { SealingKeyPair } from '@tandem/platform/sealing/sealing-key-pair';
import { connection } from './testing/connection.fixture';
import { GatewayForTest, gatewayForTest } from './testing/gateway.fixture';

const connectionId = '11111111-1111-4111-8111-111111111111';
const path = `/api/v1/connections/${connectionId}/setup/solution-import`;
const account = { clientId: 'administrator-app', clientSecret: 'the-secret-of-the-administrator' };
const now = '2026-05-01T10:00:00.000Z';
const running: SolutionImportView = {
  connectionId,
  state: 'running',
  percent: 40,
  version: '0.1.0.0',
  needed: true,
  assignedRoles: [],
  startedAt: now,
  changedAt: now,
};

describe('importing the solution over REST', () => {
  let gateway: GatewayForTest;
  const keys = SealingKeyPair.generate();

  beforeAll(async () => {
    gateway = await gatewayForTest();
    gateway.neighbours.answer(publicKey, () => ({ publicKey: keys.publicKey }));
    gateway.neighbours.answer(getConnection, () => connection(connectionId));
    gateway.neighbours.answer(importSolution, () => running);
    gateway.neighbours.answer(solutionImport, () => running);
  }, 60_000);
  afterAll(() => gateway.stop());

  it('begins and says how it stands; the account reaches connection-setup sealed and appears nowhere else', async () => {
    const answer = await gateway.send(path, { method: 'POST', body: account });
    expect(answer).toMatchObject({ status: 202, body: running });
    const [sent] = gateway.neighbours.questionsTo(importSolution) as ImportSolution[];
    expect(sent?.connectionId).toBe(connectionId);
    expect(open(keys, (sent as ImportSolution).administrator)).toEqual(account);
    expect(JSON.stringify([gateway.neighbours.heard, gateway.service.lines])).not.toContain(account.clientSecret);
  });

  it('takes a certificate in the place of a secret, sealed as well', async () => {
    const certificate = '-----BEGIN CERTIFICATE-----\nthe-certificate-of-the-administrator\n-----END CERTIFICATE-----';
    expect(await gateway.send(path, { method: 'POST', body: { clientId: 'administrator-app', certificate } })).toMatchObject({
      status: 202,
    });
    const sent = gateway.neighbours.questionsTo(importSolution).at(-1) as ImportSolution;
    expect(open(keys, sent.administrator)).toEqual({ clientId: 'administrator-app', certificate });
    expect(JSON.stringify([gateway.neighbours.heard, gateway.service.lines])).not.toContain('the-certificate-of-the-administrator');
  });

  it('shows how far it is', async () => {
    expect(await gateway.send(path, {})).toMatchObject({ status: 200, body: { state: 'running', percent: 40 } });
  });

  it('takes no token authority from whoever imports', async () => {
    const answer = await gateway.send(path, { method: 'POST', body: { ...account, authority: 'http://169.254.169.254' } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid' } });
  });

  it('answers 404 before the first import', async () => {
    gateway.neighbours.answer(solutionImport, () => {
      throw new Failure('rejected', 'solutionImport.notFound', 'The solution has not been imported.');
    });
    expect(await gateway.send(path, {})).toMatchObject({ status: 404, body: { code: 'solutionImport.notFound' } });
  });
});
