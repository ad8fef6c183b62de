/** The master key in Azure Key Vault, which it never leaves: each key is encrypted with a key of its own, and that one is wrapped by the vault. */
import { randomBytes } from 'node:crypto';
import { KeyVaultKey } from '@tandem/connectors/key-vault/key-vault-key';
import { asFailure } from '@tandem/domain/failure';
import { decrypt, encrypt, keyLength } from '@tandem/platform/sealing/authenticated-encryption';
import { MasterKey, masterKeyMissing, WrappedKey } from '../domain/master-key';
import { packed, unpacked } from './packed-ciphertext';

/** The vault binds nothing to a purpose; the encryption in between does. */
export class KeyVaultMasterKey extends MasterKey {
  constructor(private readonly vault: KeyVaultKey) {
    super();
  }

  newestVersion(): Promise<string> {
    return this.vault.newestVersion();
  }

  async wrap(key: Buffer, purpose: string): Promise<WrappedKey> {
    const masterKeyVersion = await this.vault.newestVersion();
    const between = randomBytes(keyLength);
    try {
      const encrypted = packed(encrypt(between, key, purpose));
      return { wrapped: joined(await this.vault.wrap(masterKeyVersion, between), encrypted), masterKeyVersion };
    } finally {
      between.fill(0);
    }
  }

  async unwrap({ wrapped, masterKeyVersion }: WrappedKey, purpose: string): Promise<Buffer> {
    const { wrappedBetween, encrypted } = parted(wrapped);
    const between = await this.unwrapBetween(wrappedBetween, masterKeyVersion);
    try {
      return decrypt(between, unpacked(encrypted), purpose);
    } catch {
      throw masterKeyMissing(masterKeyVersion);
    } finally {
      between.fill(0);
    }
  }

  private async unwrapBetween(wrapped: Buffer, version: string): Promise<Buffer> {
    try {
      return await this.vault.unwrap(version, wrapped);
    } catch (thrown) {
      throw asFailure(thrown).code === 'keyVault.keyMissing' ? masterKeyMissing(version) : thrown;
    }
  }
}

/** Bytes that hold the length of what the vault has wrapped, which differs with the size of its key. */
const lengthBytes = 2;

function joined(wrappedBetween: Buffer, encrypted: string): string {
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt16BE(wrappedBetween.length);
  return Buffer.concat([length, wrappedBetween, Buffer.from(encrypted, 'base64')]).toString('base64');
}

function parted(wrapped: string): { wrappedBetween: Buffer; encrypted: string } {
  const bytes = Buffer.from(wrapped, 'base64');
  const end = lengthBytes + (bytes.length < lengthBytes ? 0 : bytes.readUInt16BE());
  return { wrappedBetween: bytes.subarray(lengthBytes, end), encrypted: bytes.subarray(end).toString('base64') };
}
