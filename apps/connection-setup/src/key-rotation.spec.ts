import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConnectionAudit } from '@tandem/contracts/audit';
import { changeConnection, getConnection } from '@tandem/contracts/connection';
import { enterSetupStep } from '@tandem/contracts/setup';
import { Transactions } from '@tandem/platform/persistence/transactions';
import { eventually } from '@tandem/platform/testing/eventually';
import { RunningConnectionSetup } from './connection-setup.fixture';
import { Connections } from './domain/connections';
import { SecretCipher, Secrets } from './domain/secrets';
import { Setups } from './domain/setup/setup';

const newKey = (version: number): string => `${version}:${randomBytes(32).toString('base64')}`;

describe('the master key in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rotation-'));
  const file = join(folder, 'master-key');
  const [first, second] = [newKey(1), newKey(2)];
  let running: RunningConnectionSetup;
  let id: string;

  beforeAll(async () => {
    writeFileSync(file, first);
    running = await RunningConnectionSetup.start({ TANDEM_MASTER_KEY_FILE: file, REWRAP_EVERY_MS: '50' });
    ({ id } = await running.create({ name: 'Contoso', sales: { clientSecret: 'the secret' } }));
    const input = await running.sealed({ sales: { clientSecret: 'the secret of a draft' } });
    await running.bus.ask(enterSetupStep, { connectionId: id, step: 'credentials', input });
  });
  afterAll(async () => {
    await running?.stop();
    rmSync(folder, { recursive: true });
  });

  const change = async (clientSecret: string): Promise<unknown> =>
    running.bus.ask(changeConnection, { connectionId: id, changes: await running.sealed({ sales: { clientSecret } }) });
  const secrets = async (): Promise<Secrets> => {
    const { app } = running.service;
    return app.get(SecretCipher).decrypt(id, (await app.get(Connections).get(id)).secrets);
  };
  const draftSecrets = async (): Promise<Secrets> => {
    const { app } = running.service;
    return app.get(SecretCipher).decrypt(id, (await app.get(Setups).of(id)).secrets);
  };
  const versionsInUse = (): Promise<{ version: string }[]> =>
    running.service.app
      .get(Transactions)
      .run(null, (db) =>
        db.query(
          `select secrets->>'masterKeyVersion' as version from connections union select secrets->>'masterKeyVersion' from setups union select master_key_version from sealing_keys order by version`,
        ),
      );

  it('is replaced while everything runs: keys are wrapped anew, then the old one can be taken away', async () => {
    const { version } = await running.bus.ask(getConnection, { connectionId: id });
    expect(await versionsInUse()).toEqual([{ version: '1' }]);
    writeFileSync(file, `${second},${first}`);
    await eventually(async () => expect(await versionsInUse()).toEqual([{ version: '2' }]));
    writeFileSync(file, second);
    expect(await secrets()).toEqual({ 'sales.clientSecret': 'the secret' });
    expect(await draftSecrets()).toEqual({ 'sales.clientSecret': 'the secret of a draft' });
    expect(await running.bus.ask(getConnection, { connectionId: id })).toMatchObject({ version });
    await change('the next secret');
    expect(await secrets()).toEqual({ 'sales.clientSecret': 'the next secret' });
  });

  it('loses no change that is made meanwhile', async () => {
    writeFileSync(file, `${newKey(3)},${second}`);
    for (let turn = 1; turn <= 20; turn++) await change(`secret ${turn}`);
    await eventually(async () => expect(await versionsInUse()).toEqual([{ version: '3' }]));
    expect(await secrets()).toEqual({ 'sales.clientSecret': 'secret 20' });
  });

  it('is followed by the audit trail', async () => {
    const { entries } = await running.bus.ask(readConnectionAudit, { connectionId: id, limit: 500, after: 0 });
    expect(entries.filter(({ action }) => action === 'connection.keyRewrapped')).toEqual(
      expect.arrayContaining([expect.objectContaining({ subject: 'tandem', target: id })]),
    );
  });
});
