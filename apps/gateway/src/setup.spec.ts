import { getConnection } from '@tandem/contracts/connection';
import { publicKey } from '@tandem/contracts/connection-access';
import { ConfirmSetupStep, confirmSetupStep, EnterSetupStep, enterSetupStep, readSetup, SetupView } from '@tandem/contracts/setup';
import { Failure } from '@tandem/domain/failure';
import { open } from '@tandem/platform/sealing/seal';
import { SealingKeyPair } from '@tandem/platform/sealing/sealing-key-pair';
import { connection } from './testing/connection.fixture';
import { GatewayForTest, gatewayForTest } from './testing/gateway.fixture';

const connectionId = '11111111-1111-4111-8111-111111111111';
const path = `/api/v1/connections/${connectionId}/setup`;
const guide: SetupView = { connectionId, version: 7, state: 'open', next: 'credentials', steps: [] };
const accounts = { sales: { clientId: 'tandem', clientSecret: 'the-secret-that-was-entered' } };

describe('the guide over REST', () => {
  let gateway: GatewayForTest;
  const keys = SealingKeyPair.generate();

  beforeAll(async () => {
    gateway = await gatewayForTest();
    gateway.neighbours.answer(publicKey, () => ({ publicKey: keys.publicKey }));
    gateway.neighbours.answer(getConnection, () => connection(connectionId));
    gateway.neighbours.answer(readSetup, () => guide);
    gateway.neighbours.answer(enterSetupStep, () => guide);
    gateway.neighbours.answer(confirmSetupStep, () => guide);
  }, 60_000);
  afterAll(() => gateway.stop());

  const last = <Question>(questions: unknown[]): Question => questions.at(-1) as Question;
  const entered = () => last<EnterSetupStep>(gateway.neighbours.questionsTo(enterSetupStep));
  const confirmed = () => last<ConfirmSetupStep>(gateway.neighbours.questionsTo(confirmSetupStep));

  it('shows it, with its version as the entity tag', async () => {
    const answer = await gateway.send(path, {});
    expect(answer).toMatchObject({ status: 200, body: guide });
    expect(answer.headers.get('etag')).toBe('"7"');
  });

  it('hands on what was entered sealed, with the version that was read; no secret appears anywhere else', async () => {
    const headers = { 'if-match': '"7"' };
    expect(await gateway.send(`${path}/steps/credentials`, { method: 'PUT', body: accounts, headers })).toMatchObject({ status: 200 });
    expect(entered()).toMatchObject({ connectionId, step: 'credentials', version: 7 });
    expect(open(keys, entered().input)).toEqual(accounts);
    expect(JSON.stringify([gateway.neighbours.heard, gateway.service.lines])).not.toContain(accounts.sales.clientSecret);
  });

  it('confirms with nothing, or with the account of an administrator, which goes in sealed', async () => {
    await gateway.send(`${path}/steps/company`, { method: 'POST', body: {} });
    expect(confirmed()).toEqual({ connectionId, step: 'company' });
    const account = { username: 'CONTOSO\\administrator', password: 'the-password-of-the-administrator' };
    await gateway.send(`${path}/steps/solution-import`, { method: 'POST', body: account });
    const { administrator } = confirmed();
    expect(administrator && open(keys, administrator)).toEqual(account);
    expect(JSON.stringify([gateway.neighbours.heard, gateway.service.lines])).not.toContain(account.password);
  });

  it('takes nothing that no step asks for, and no name of a step that is none', async () => {
    const strange = await gateway.send(`${path}/steps/company`, { method: 'PUT', body: { colour: 'blue' } });
    const misspelt = await gateway.send(`${path}/steps/Company1`, { method: 'PUT', body: {} });
    expect([strange, misspelt]).toMatchObject([
      { status: 400, body: { code: 'request.invalid' } },
      { status: 400, body: { code: 'request.invalid' } },
    ]);
  });

  it('answers 404 for a step that the guide does not have, 409 for one that is not ready', async () => {
    const refuse = (kind: 'rejected' | 'blocked', code: string) =>
      gateway.neighbours.answer(confirmSetupStep, () => {
        throw new Failure(kind, code, 'No.', { waitsFor: ['company'], help: 'Do.' });
      });
    refuse('rejected', 'setupStep.notFound');
    expect(await gateway.send(`${path}/steps/dessert`, { method: 'POST', body: {} })).toMatchObject({ status: 404 });
    refuse('blocked', 'setup.stepNotReady');
    expect(await gateway.send(`${path}/steps/enable`, { method: 'POST', body: {} })).toMatchObject({
      status: 409,
      body: { code: 'setup.stepNotReady', help: 'Do.' },
    });
  });
});
