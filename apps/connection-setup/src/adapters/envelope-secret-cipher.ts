/** Envelope encryption: each connection has its own data key, which the master key wraps; each secret is bound to its connection and name. */
import { randomBytes } from 'node:crypto';
import { asFailure } from '@tandem/domain/failure';
import { decrypt, encrypt, keyLength } from '@tandem/platform/sealing/authenticated-encryption';
import { dataKeyPurpose, MasterKey, WrappedKey } from '../domain/master-key';
import { EncryptedSecrets, SecretChanges, SecretCipher, Secrets } from '../domain/secrets';
import { encryptionUnavailable } from '../domain/setup-failures';
import { packed, unpacked } from './packed-ciphertext';

export class EnvelopeSecretCipher extends SecretCipher {
  constructor(private readonly masterKey: MasterKey) {
    super();
  }

  async encrypt(connectionId: string, changes: SecretChanges, stored: EncryptedSecrets | null): Promise<EncryptedSecrets | null> {
    if (Object.keys(changes).length === 0) return stored;
    const kept = Object.entries(stored?.values ?? {}).filter(([name]) => !(name in changes));
    const envelope =
      stored && kept.length > 0 ? { ...stored, key: await this.dataKey(connectionId, stored) } : await this.newEnvelope(connectionId);
    const { key, wrappedKey, masterKeyVersion } = envelope;
    const entered = Object.entries(changes).flatMap(([name, secret]) =>
      typeof secret === 'string' ? [[name, packed(encrypt(key, Buffer.from(secret), boundTo(connectionId, name)))]] : [],
    );
    const values = Object.fromEntries([...kept, ...entered]) as EncryptedSecrets['values'];
    return Object.keys(values).length === 0 ? null : { wrappedKey, masterKeyVersion, values };
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

  /** Where nothing is kept, a new data key replaces one that could perhaps not be read any more. */
  private async newEnvelope(connectionId: string) {
    const key = randomBytes(keyLength);
    const { wrapped, masterKeyVersion } = await this.wrapped(key, connectionId);
    return { key, wrappedKey: wrapped, masterKeyVersion };
  }

  private async wrapped(key: Buffer, connectionId: string): Promise<WrappedKey> {
    try {
      return await this.masterKey.wrap(key, dataKeyPurpose(connectionId));
    } catch (thrown) {
      throw encryptionUnavailable(asFailure(thrown));
    }
  }

  private dataKey(connectionId: string, { wrappedKey, masterKeyVersion }: EncryptedSecrets): Promise<Buffer> {
    return this.masterKey.unwrap({ wrapped: wrappedKey, masterKeyVersion }, dataKeyPurpose(connectionId));
  }
}

const boundTo = (connectionId: string, name: string): string => `${connectionId} ${name}`;
