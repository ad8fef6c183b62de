/** A master key that takes the place of another kind: it wraps from now on, and what the other has wrapped can still be read, until all keys are wrapped anew. */
import { asFailure } from '@tandem/domain/failure';
import { MasterKey, WrappedKey } from '../domain/master-key';

export class SucceedingMasterKey extends MasterKey {
  constructor(
    private readonly successor: MasterKey,
    private readonly predecessor: MasterKey,
  ) {
    super();
  }

  newestVersion(): Promise<string> {
    return this.successor.newestVersion();
  }

  wrap(key: Buffer, purpose: string): Promise<WrappedKey> {
    return this.successor.wrap(key, purpose);
  }

  async unwrap(wrapped: WrappedKey, purpose: string): Promise<Buffer> {
    try {
      return await this.successor.unwrap(wrapped, purpose);
    } catch (thrown) {
      if (asFailure(thrown).code !== 'secrets.masterKeyMissing') throw thrown;
      return this.predecessor.unwrap(wrapped, purpose);
    }
  }
}
