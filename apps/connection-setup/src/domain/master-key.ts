/** The key that wraps all others: lives outside the database, in a file, the environment or a key service. */
import { Failure } from '@tandem/domain/failure';

export interface WrappedKey {
  /** Base64. */
  readonly wrapped: string;
  readonly masterKeyVersion: string;
}

/** What a connection's data key is wrapped for: it does not open under another connection. */
export const dataKeyPurpose = (connectionId: string): string => `data key of connection ${connectionId}`;

/** What the private key is wrapped for that others seal to. */
export const sealingKeyPurpose = 'private sealing key';

export abstract class MasterKey {
  /** The version that wraps from now on. */
  abstract newestVersion(): Promise<string>;

  /** Encrypts a key under the newest version; `purpose` must be the same at the unwrapping. */
  abstract wrap(key: Buffer, purpose: string): Promise<WrappedKey>;

  /** @throws Failure `misconfigured` `secrets.masterKeyMissing` where that version is not at hand or is another key */
  abstract unwrap(wrapped: WrappedKey, purpose: string): Promise<Buffer>;
}

export const masterKeyMissing = (version: string): Failure =>
  new Failure('misconfigured', 'secrets.masterKeyMissing', `Stored secrets were encrypted with another master key (version ${version}).`, {
    help: 'The operator must give connection-setup the master key of this version again; otherwise enter all secrets of the connection anew.',
  });
