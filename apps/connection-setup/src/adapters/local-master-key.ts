/** A master key that the operator hands over as text, in the environment. */
import { decrypt, encrypt } from '@tandem/platform/sealing/authenticated-encryption';
import { packed, unpacked } from './packed-ciphertext';
import { masterKeyForm } from '../config';
import { MasterKey, masterKeyMissing, WrappedKey } from '../domain/master-key';

export class LocalMasterKey extends MasterKey {
  private readonly newest: string;

  private constructor(private readonly keys: ReadonlyMap<string, Buffer>) {
    super();
    this.newest = [...keys.keys()][0] ?? '';
  }

  /** @param text one or more `version:key`, the newest first */
  static fromText(text: string): LocalMasterKey {
    if (!masterKeyForm.test(text)) throw new Error('The master key is not 32 bytes in base64, or several as version:key,version:key.');
    return new LocalMasterKey(
      new Map(
        text
          .trim()
          .split(/\s*,\s*/)
          .map(versionAndKey),
      ),
    );
  }

  async newestVersion(): Promise<string> {
    return this.newest;
  }

  async wrap(key: Buffer, purpose: string): Promise<WrappedKey> {
    return { wrapped: packed(encrypt(this.keyOf(this.newest), key, purpose)), masterKeyVersion: this.newest };
  }

  async unwrap({ wrapped, masterKeyVersion }: WrappedKey, purpose: string): Promise<Buffer> {
    const key = this.keyOf(masterKeyVersion);
    try {
      return decrypt(key, unpacked(wrapped), purpose);
    } catch {
      throw masterKeyMissing(masterKeyVersion);
    }
  }

  private keyOf(version: string): Buffer {
    const key = this.keys.get(version);
    if (!key) throw masterKeyMissing(version);
    return key;
  }
}

function versionAndKey(entry: string): [string, Buffer] {
  const [key = '', version = '1'] = entry.split(':').reverse();
  return [version, Buffer.from(key, 'base64')];
}
