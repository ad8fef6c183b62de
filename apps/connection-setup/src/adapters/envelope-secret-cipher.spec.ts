import { randomBytes } from 'node:crypto';
import { EncryptedSecrets } from '../domain/secrets';
import { EnvelopeSecretCipher } from './envelope-secret-cipher';
import { LocalMasterKey } from './local-master-key';

const key = (): string => randomBytes(32).toString('base64');
const contoso = '11111111-1111-4111-8111-111111111111';
const fabrikam = '22222222-2222-4222-8222-222222222222';

describe('envelope encryption of secrets', () => {
  const text = key();
  const cipher = new EnvelopeSecretCipher(LocalMasterKey.fromText(text));
  const stored = async (): Promise<EncryptedSecrets> =>
    (await cipher.encrypt(contoso, { 'sales.clientSecret': 'first', 'webService.accessKey': 'second' }, null)) as EncryptedSecrets;

  it('gives the secrets back to the connection they belong to', async () => {
    expect(await cipher.decrypt(contoso, await stored())).toEqual({ 'sales.clientSecret': 'first', 'webService.accessKey': 'second' });
  });

  it('stores nothing in clear', async () => {
    const written = JSON.stringify(await stored());
    for (const form of ['first', Buffer.from('first').toString('base64'), Buffer.from('first').toString('hex')])
      expect(written).not.toContain(form);
  });

  it('changes one secret and keeps the other with its data key', async () => {
    const before = await stored();
    const after = (await cipher.encrypt(contoso, { 'sales.clientSecret': 'new' }, before)) as EncryptedSecrets;
    expect(await cipher.decrypt(contoso, after)).toEqual({ 'sales.clientSecret': 'new', 'webService.accessKey': 'second' });
    expect(after.wrappedKey).toBe(before.wrappedKey);
  });

  it('forgets a secret', async () => {
    const after = await cipher.encrypt(contoso, { 'webService.accessKey': null }, await stored());
    expect(await cipher.decrypt(contoso, after)).toEqual({ 'sales.clientSecret': 'first' });
  });

  it('takes all secrets anew where the master key they were encrypted with is lost', async () => {
    const other = new EnvelopeSecretCipher(LocalMasterKey.fromText(key()));
    await expect(other.encrypt(contoso, { 'sales.clientSecret': 'new' }, await stored())).rejects.toMatchObject({
      code: 'secrets.masterKeyMissing',
    });
    const anew = await other.encrypt(contoso, { 'sales.clientSecret': 'new', 'webService.accessKey': null }, await stored());
    expect(await other.decrypt(contoso, anew)).toEqual({ 'sales.clientSecret': 'new' });
  });

  it('keeps nothing once the last secret is forgotten', async () => {
    expect(await cipher.encrypt(contoso, { 'sales.clientSecret': null, 'webService.accessKey': null }, await stored())).toBeNull();
  });

  it('does not open for another connection', async () => {
    await expect(cipher.decrypt(fabrikam, await stored())).rejects.toMatchObject({ code: 'secrets.masterKeyMissing' });
  });

  it('does not accept a secret that was moved to another name', async () => {
    const { values, ...envelope } = await stored();
    await expect(cipher.decrypt(contoso, { ...envelope, values: { 'sales.password': values['sales.clientSecret'] } })).rejects.toThrow();
  });

  it('still opens after a new master key has been put in front of the old one', async () => {
    const both = new EnvelopeSecretCipher(LocalMasterKey.fromText(`2:${key()},1:${text}`));
    expect(await both.decrypt(contoso, await stored())).toMatchObject({ 'sales.clientSecret': 'first' });
    expect(await both.encrypt(fabrikam, { 'sales.password': 'p' }, null)).toMatchObject({ masterKeyVersion: '2' });
  });

  it('says that the master key is another one, and no more', async () => {
    const other = new EnvelopeSecretCipher(LocalMasterKey.fromText(key()));
    await expect(other.decrypt(contoso, await stored())).rejects.toMatchObject({ kind: 'misconfigured', code: 'secrets.masterKeyMissing' });
  });

  it('does not start with something that is no key', () => {
    expect(() => LocalMasterKey.fromText('too short')).toThrow('32 bytes');
  });
});
