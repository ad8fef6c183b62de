/** Envelope encryption: each connection has its own data key, which the master key wraps; each secret is bound to its connection and name. */
import { randomBytes } from 'node:crypto';
import { decrypt, encrypt, keyLength } from '@tandem/platform/sealing/authenticated-encryption';
import { MasterKey } from '../domain/master-key';
import { EncryptedSecrets, SecretChanges, SecretCipher, Secrets } from '../domain/secrets';
import { packed, unpacked } from './packed-ciphertext';

export class EnvelopeSecretCipher extends SecretCipher {
  constructor(private readonly masterKey: MasterKey) {
    super();
  }

  async encrypt(connectionId: string, changes: SecretChanges, stored: EncryptedSecrets | null): Promise<EncryptedSecrets | null> {
    if (Object.keys(changes).length === 0) return stored;
    const dataKey = stored ? await this.dataKey(connectionId, stored) : randomBytes(keyLength);
    const values: Record<string, string> = { ...stored?.values };
    for (const [name, secret] of Object.entries(changes)) {
      if (secret === null || secret === undefined) delete values[name];
      else values[name] = packed(encrypt(dataKey, Buffer.from(secret), boundTo(connectionId, name)));
    }
    if (Object.keys(values).length === 0) return null;
    const { wrapped, masterKeyVersion } = stored
      ? { wrapped: stored.wrappedKey, ...stored }
      : await this.masterKey.wrap(dataKey, purposeOf(connectionId));
    return { wrappedKey: wrapped, masterKeyVersion, values };
  }

  async decrypt(connectionId: string, stored: EncryptedSecrets | null): Promise<Secrets> {
    if (!stored) return {};
    const dataKey = await this.dataKey(connectionId, stored);
    const clear = ([name, value]: [string, string]) => [
      name,
      decrypt(dataKey, unpacked(value), boundTo(connectionId, name)).toString('utf8'),
    ];
    return Object.fromEntries(Object.entries(stored.values).map(clear));
  }

  private dataKey(connectionId: string, { wrappedKey, masterKeyVersion }: EncryptedSecrets): Promise<Buffer> {
    return this.masterKey.unwrap({ wrapped: wrappedKey, masterKeyVersion }, purposeOf(connectionId));
  }
}

const purposeOf = (connectionId: string): string => `data key of connection ${connectionId}`;
const boundTo = (connectionId: string, name: string): string => `${connectionId} ${name}`;
