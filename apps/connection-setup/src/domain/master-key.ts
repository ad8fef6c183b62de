/** The key that wraps all others: lives outside the database, in a file, the environment or a key service. */

export interface WrappedKey {
  /** Base64. */
  readonly wrapped: string;
  readonly masterKeyVersion: string;
}

export abstract class MasterKey {
  /** Encrypts a key under the newest version; `purpose` must be the same at the unwrapping. */
  abstract wrap(key: Buffer, purpose: string): Promise<WrappedKey>;

  /** @throws Failure `misconfigured` `secrets.masterKeyMissing` where that version is not at hand or is another key */
  abstract unwrap(wrapped: WrappedKey, purpose: string): Promise<Buffer>;
}
