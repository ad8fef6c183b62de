import { randomBytes } from 'node:crypto';
import { SystemClock } from '@tandem/domain/clock';
import { ClientCredentialsAccess } from '../access/client-credentials-access';
import { EntraTokenClient } from '../access/entra-token-client';
import { AddressGuard } from '../http/address-guard';
import { HttpTransport } from '../http/http-transport';
import { LocalKeyVault } from '../testing/local-key-vault';
import { KeyVaultKey } from './key-vault-key';

const scope = 'https://vault.azure.net/.default';

describe('a key of Azure Key Vault', () => {
  let vault: LocalKeyVault;
  let transport: HttpTransport;
  const clock = new SystemClock();
  const secret = randomBytes(32);

  beforeEach(async () => {
    vault = await LocalKeyVault.start();
    transport = new HttpTransport(new AddressGuard({ allowLoopback: true, extraHosts: [] }), { timeoutMs: 500 });
  });
  afterEach(async () => {
    await transport.close();
    await vault.close();
  });

  const keyWith = (account = vault.account, url = vault.keyUrl): KeyVaultKey => {
    const tokens = new EntraTokenClient(transport, clock);
    const credentials = { authority: vault.url, scope, ...account };
    return new KeyVaultKey({ transport, access: new ClientCredentialsAccess({ tokens, credentials, address: { url }, clock }) });
  };

  it('wraps with the newest version and unwraps with the one that has wrapped', async () => {
    const key = keyWith();
    const wrapped = await key.wrap(await key.newestVersion(), secret);
    vault.hold('2', '1');
    expect(await key.newestVersion()).toBe('2');
    expect(await key.unwrap('1', wrapped)).toEqual(secret);
    await expect(key.unwrap('2', wrapped)).rejects.toMatchObject({
      code: 'keyVault.keyMissing',
      message: expect.stringContaining('BadParameter'),
    });
  });

  it('signs in once for many requests', async () => {
    const key = keyWith();
    await Promise.all(Array.from({ length: 6 }, () => key.newestVersion()));
    expect(vault.requests.filter(({ url }) => url.endsWith('/token'))).toHaveLength(1);
  });

  it('says that a version is disabled, or was never there', async () => {
    const key = keyWith();
    const wrapped = await key.wrap('1', secret);
    vault.hold('2');
    await expect(key.unwrap('1', wrapped)).rejects.toMatchObject({
      code: 'keyVault.keyMissing',
      message: expect.stringContaining('KeyDisabled'),
    });
    await expect(key.unwrap('0', wrapped)).rejects.toMatchObject({
      code: 'keyVault.keyMissing',
      message: expect.stringContaining('KeyNotFound'),
    });
  });

  it('is refused without the right to use it, which is not the same as a missing key', async () => {
    vault.trouble = { status: 403, json: { error: { code: 'Forbidden', innererror: { code: 'ForbiddenByRbac' } } } };
    await expect(keyWith().newestVersion()).rejects.toMatchObject({
      kind: 'misconfigured',
      code: 'keyVault.refused',
      details: { help: expect.any(String) },
    });
  });

  it('is refused with a wrong secret, which is told by nobody', async () => {
    const asked = keyWith({ ...vault.account, clientSecret: 'not the secret' }).newestVersion();
    await expect(asked).rejects.toMatchObject({ kind: 'misconfigured', code: 'credentials.secretWrong' });
    await expect(asked).rejects.not.toMatchObject({ message: expect.stringContaining('not the secret') });
  });

  it('passes over a hiccup, and waits for what lasts', async () => {
    vault.trouble = { status: 500 };
    await expect(keyWith().newestVersion()).rejects.toMatchObject({ kind: 'transient', code: 'keyVault.unavailable' });
    vault.trouble = { status: 429, headers: { 'retry-after': '30' } };
    await expect(keyWith().newestVersion()).rejects.toMatchObject({ kind: 'transient', retryAfterMs: expect.any(Number) });
    vault.trouble = 'hang';
    await expect(keyWith().newestVersion()).rejects.toMatchObject({ kind: 'transient', code: 'service.timeout' });
  });

  it('takes no sign-in page for a key', async () => {
    vault.trouble = { headers: { 'content-type': 'text/html' }, body: '<html></html>' };
    await expect(keyWith().newestVersion()).rejects.toMatchObject({ code: 'service.unexpectedAnswer' });
    vault.trouble = { json: {} };
    await expect(keyWith().newestVersion()).rejects.toMatchObject({ code: 'service.unexpectedAnswer' });
    await expect(keyWith().wrap('1', secret)).rejects.toMatchObject({ code: 'service.unexpectedAnswer' });
  });

  it('is looked for only where addresses may lead', async () => {
    const [before] = [vault.requests.length];
    await expect(keyWith(vault.account, 'https://169.254.169.254/keys/tandem').newestVersion()).rejects.toMatchObject({
      code: 'address.hostNotAllowed',
    });
    await expect(keyWith(vault.account, 'http://vault.example/keys/tandem').newestVersion()).rejects.toMatchObject({
      code: 'address.notHttps',
    });
    expect(vault.requests.slice(before).every(({ url }) => url.endsWith('/token'))).toBe(true);
  });
});
