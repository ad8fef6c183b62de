import { WrappedKey } from './master-key';

/** A wrapped key and whom it belongs to. */
export interface StoredKey extends WrappedKey {
  /** The connection, or the public key of the sealing pair. */
  readonly owner: string;
  /** What it was wrapped for. */
  readonly purpose: string;
}

/** The keys that the master key has wrapped: data keys of connections, the private sealing key. */
export abstract class WrappedKeys {
  /** All that were wrapped under another version than this. */
  abstract otherThan(masterKeyVersion: string): Promise<StoredKey[]>;

  /** Puts the same key wrapped anew in the place of one; false where somebody else has replaced it meanwhile. */
  abstract replace(stored: StoredKey, anew: WrappedKey): Promise<boolean>;
}
