import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientCredentialsAccess } from '@tandem/connectors/access/client-credentials-access';
import { EntraTokenClient } from '@tandem/connectors/access/entra-token-client';
import { AddressGuard } from '@tandem/connectors/http/address-guard';
import { HttpTransport } from '@tandem/connectors/http/http-transport';
import { KeyVaultKey } from '@tandem/connectors/key-vault/key-vault-key';
import { LocalKeyVault } from '@tandem/connectors/testing/local-key-vault';
import { SystemClock } from '@tandem/domain/clock';
import { MasterKey, WrappedKey } from '../domain/master-key';
import { FileMasterKey } from './file-master-key';
import { KeyVaultMasterKey } from './key-vault-master-key';
import { LocalMasterKey } from './local-master-key';
import { behavesLikeMasterKey, KeyPlace } from './master-key.contract';
import { SucceedingMasterKey } from './succeeding-master-key';

const keys = new Map(['1', '2'].map((version) => [version, randomBytes(32).toString('base64')]));
const textOf = (versions: readonly string[]): string => versions.map((version) => `${version}:${keys.get(version)}`).join(',');

/** A process that is started again with another environment. */
class RestartedMasterKey extends MasterKey implements KeyPlace {
  readonly masterKey = this;
  private keys = LocalMasterKey.fromText(textOf(['1']));

  hold(...versions: string[]): void {
    this.keys = LocalMasterKey.fromText(textOf(versions));
  }

  newestVersion = (): Promise<string> => this.keys.newestVersion();
  wrap = (key: Buffer, purpose: string): Promise<WrappedKey> => this.keys.wrap(key, purpose);
  unwrap = (wrapped: WrappedKey, purpose: string): Promise<Buffer> => this.keys.unwrap(wrapped, purpose);
}

describe('a master key in the environment', () => behavesLikeMasterKey(() => new RestartedMasterKey()));

describe('a master key in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'master-key-'));
  const path = join(folder, 'key');
  afterAll(() => rmSync(folder, { recursive: true }));

  const held = (...versions: string[]): void => writeFileSync(path, `${textOf(versions)}\n`);
  const placed = (): KeyPlace => {
    held('1');
    return { masterKey: new FileMasterKey(path), hold: held };
  };

  behavesLikeMasterKey(placed);

  it.each(['', 'half a ke'])('goes on with what it has read while the file holds "%s"', async (content) => {
    const { masterKey } = placed();
    const wrapped = await masterKey.wrap(Buffer.from('key'), 'purpose');
    writeFileSync(path, content);
    expect(await masterKey.unwrap(wrapped, 'purpose')).toEqual(Buffer.from('key'));
  });

  it('is needed at the start', () => {
    expect(() => new FileMasterKey(join(folder, 'missing'))).toThrow('ENOENT');
  });
});

describe('a master key in Azure Key Vault', () => {
  const places: { vault: LocalKeyVault; transport: HttpTransport }[] = [];
  afterEach(async () => {
    for (const { vault, transport } of places.splice(0)) {
      await transport.close();
      await vault.close();
    }
  });

  const vaultPlace = async (): Promise<KeyPlace & { vault: LocalKeyVault }> => {
    const vault = await LocalKeyVault.start();
    const transport = new HttpTransport(new AddressGuard({ allowLoopback: true, extraHosts: [] }), { timeoutMs: 1_000 });
    places.push({ vault, transport });
    const clock = new SystemClock();
    const credentials = { authority: vault.url, scope: 'https://vault.azure.net/.default', ...vault.account };
    const tokens = new EntraTokenClient(transport, clock);
    const access = new ClientCredentialsAccess({ tokens, credentials, address: { url: vault.keyUrl }, clock });
    return {
      vault,
      masterKey: new KeyVaultMasterKey(new KeyVaultKey({ transport, access })),
      hold: (...versions) => vault.hold(...versions),
    };
  };

  behavesLikeMasterKey(vaultPlace);

  it('never sees what it protects: only keys of one use are sent to it', async () => {
    const { vault, masterKey } = await vaultPlace();
    const secret = randomBytes(32);
    await masterKey.unwrap(await masterKey.wrap(secret, 'purpose'), 'purpose');
    const sent = vault.requests.map(({ body }) => body).join();
    expect([secret.toString('base64'), secret.toString('base64url')].filter((form) => sent.includes(form))).toEqual([]);
  });

  it('that does not answer is not taken for a missing one', async () => {
    const { vault, masterKey } = await vaultPlace();
    const wrapped = await masterKey.wrap(randomBytes(32), 'purpose');
    vault.trouble = 'drop';
    await expect(masterKey.unwrap(wrapped, 'purpose')).rejects.toMatchObject({ kind: 'transient' });
  });

  it('takes the place of one in the environment, which still reads what it has wrapped', async () => {
    const { vault, masterKey } = await vaultPlace();
    vault.hold('a1b2');
    const own = LocalMasterKey.fromText(textOf(['1']));
    const wrapped = await own.wrap(Buffer.from('key'), 'purpose');
    const both = new SucceedingMasterKey(masterKey, own);
    expect(await both.unwrap(wrapped, 'purpose')).toEqual(Buffer.from('key'));
    expect(await both.wrap(Buffer.from('key'), 'purpose')).toMatchObject({ masterKeyVersion: 'a1b2' });
    await expect(both.unwrap({ ...wrapped, masterKeyVersion: '2' }, 'purpose')).rejects.toMatchObject({ code: 'secrets.masterKeyMissing' });
  });
});
