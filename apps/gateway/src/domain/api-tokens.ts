import { ApiToken } from './api-token';

/** The API tokens that exist. */
export abstract class ApiTokens {
  /** Keeps a new token under the SHA-256 digest of its text. */
  abstract add(token: ApiToken, digest: Buffer): Promise<void>;

  /** The token whose text has this digest. */
  abstract withDigest(digest: Buffer): Promise<ApiToken | undefined>;

  /** All tokens, the newest first. */
  abstract list(): Promise<ApiToken[]>;

  /** Removes a token; false where there is none with this id. */
  abstract remove(id: string): Promise<boolean>;

  /** Notes that a token was used. */
  abstract markUsed(id: string, at: Date): Promise<void>;
}
