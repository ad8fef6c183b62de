import { asFailure } from '@tandem/domain/failure';
import { MasterKey } from '../domain/master-key';
import { StoredKey, WrappedKeys } from '../domain/wrapped-keys';

export interface Rewrapped {
  /** The version under which they are now. */
  readonly version: string;
  readonly rewrapped: number;
  /** Keys whose version is not at hand: their secrets must be entered anew. */
  readonly unreadable: number;
}

/** Wraps all keys anew that an older master key has wrapped, while everything runs: afterwards the older one can be taken away. No secret is decrypted. */
export class RewrapKeys {
  constructor(private readonly parts: { readonly keys: WrappedKeys; readonly masterKey: MasterKey }) {}

  async run(): Promise<Rewrapped> {
    const { keys, masterKey } = this.parts;
    const version = await masterKey.newestVersion();
    const done = { version, rewrapped: 0, unreadable: 0 };
    for (const stored of await keys.otherThan(version)) {
      const key = await this.unwrapped(stored);
      if (!key) done.unreadable += 1;
      else if (await keys.replace(stored, await masterKey.wrap(key, stored.purpose))) done.rewrapped += 1;
    }
    return done;
  }

  private async unwrapped(stored: StoredKey): Promise<Buffer | undefined> {
    try {
      return await this.parts.masterKey.unwrap(stored, stored.purpose);
    } catch (thrown) {
      if (asFailure(thrown).code === 'secrets.masterKeyMissing') return undefined;
      throw thrown;
    }
  }
}
