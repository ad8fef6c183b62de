import { LocalKeyVault } from '@tandem/connectors/testing/local-key-vault';
import { Transactions } from '@tandem/platform/persistence/transactions';
import { eventually } from '@tandem/platform/testing/eventually';
import { ServiceForTest, serviceForTest } from '@tandem/platform/testing/service-for-test';
import { RunningConnectionSetup } from './connection-setup.fixture';
import { ConnectionSetupModule } from './connection-setup.module';
import { Connections } from './domain/connections';
import { SecretCipher, Secrets } from './domain/secrets';
import { leaksOf } from './leaks.fixture';

describe('a master key that moves into Azure Key Vault', () => {
  let vault: LocalKeyVault;
  let running: RunningConnectionSetup;
  let id: string;
  const others: ServiceForTest[] = [];

  beforeAll(async () => {
    vault = await LocalKeyVault.start();
    vault.hold('a1b2');
    running = await RunningConnectionSetup.start({ REWRAP_EVERY_MS: '50' });
    ({ id } = await running.create({ name: 'Contoso', sales: { clientSecret: 'the secret of Contoso' } }));
  });
  afterAll(async () => {
    await Promise.all(others.map((service) => service.stop()));
    await running?.stop();
    await vault?.close();
  });

  /** Another instance on the same database, which uses the vault. */
  const instance = async (more: Readonly<Record<string, string>> = {}): Promise<ServiceForTest> => {
    const { tenantId, clientId, clientSecret } = vault.account;
    const service = await serviceForTest(ConnectionSetupModule, {
      variables: {
        ...running.variables,
        TANDEM_KEY_VAULT_KEY: vault.keyUrl,
        TANDEM_KEY_VAULT_AUTHORITY: vault.url,
        TANDEM_KEY_VAULT_TENANT_ID: tenantId,
        TANDEM_KEY_VAULT_CLIENT_ID: clientId,
        TANDEM_KEY_VAULT_CLIENT_SECRET: clientSecret,
        ...more,
      },
    });
    others.push(service);
    return service;
  };
  const secretsIn = async ({ app }: ServiceForTest): Promise<Secrets> =>
    app.get(SecretCipher).decrypt(id, (await app.get(Connections).get(id)).secrets);
  const versionsIn = ({ app }: ServiceForTest): Promise<{ version: string }[]> =>
    app
      .get(Transactions)
      .run(null, (db) =>
        db.query(
          `select secrets->>'masterKeyVersion' as version from connections union select master_key_version from sealing_keys order by version`,
        ),
      );

  it('wraps all keys anew while everything runs; afterwards the old master key is needed no more', async () => {
    expect(await versionsIn(running.service)).toEqual([{ version: '1' }]);
    const withBoth = await instance();
    await running.service.stop();
    await eventually(async () => expect(await versionsIn(withBoth)).toEqual([{ version: 'a1b2' }]));
    expect(await secretsIn(await instance({ TANDEM_MASTER_KEY: '' }))).toEqual({ 'sales.clientSecret': 'the secret of Contoso' });
  });

  it('is replaced there by a new version, and the old one can be disabled', async () => {
    vault.hold('c3d4', 'a1b2');
    await eventually(async () => expect(await versionsIn(others[0]!)).toEqual([{ version: 'c3d4' }]));
    vault.hold('c3d4');
    expect(await secretsIn(others[1]!)).toEqual({ 'sales.clientSecret': 'the secret of Contoso' });
  });

  it('shows its secret, and the token for the vault, to nobody', async () => {
    expect(
      await leaksOf([vault.account.clientSecret, 'for-the-vault'], {
        database: running.database,
        messages: running.messages,
        service: others[0]!,
      }),
    ).toEqual([]);
  });

  it('is named with all that is needed to use it, else the service does not start', async () => {
    await expect(instance({ TANDEM_KEY_VAULT_CLIENT_SECRET: '', TANDEM_KEY_VAULT_KEY: `${vault.keyUrl}/a1b2` })).rejects.toThrow(
      /TANDEM_KEY_VAULT_KEY[\s\S]*TANDEM_KEY_VAULT_CLIENT_SECRET/,
    );
  });
});
