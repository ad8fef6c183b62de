/** A key of Azure Key Vault: it wraps and unwraps other keys and never leaves the vault. */
import { AccessSource } from '@tandem/domain/ports/service-access';
import { BudgetShare } from '../http/budget-share';
import { Answer } from '../http/exchange';
import { HttpTransport } from '../http/http-transport';
import { isJsonObject, JsonObject, jsonOf, unexpectedAnswer } from '../http/json-answer';
import { RetryPolicy } from '../http/retry-policy';
import { ServiceClient, ServiceRequest } from '../http/service-client';
import { keyVaultFailure } from './errors';

/** The oldest version that is still supported; newer ones answer it the same way. */
const apiVersion = 'api-version=7.4';

/** RSA-OAEP with SHA-256; the vault's keys must be RSA keys. */
const algorithm = 'RSA-OAEP-256';

/** Keys are few and small: so many requests at a time are plenty. */
const requestsAtOnce = 4;

/** Whoever waits for a key waits for a sign-in: better a failure soon than an answer late. */
const retries = new RetryPolicy({ attempts: 3, firstDelayMs: 200, longestDelayMs: 2_000, longestWaitMs: 5_000 });

interface KeyVaultParts {
  readonly transport: HttpTransport;
  /** Access to the vault; its `url` is the key's identifier without a version, `https://contoso.vault.azure.net/keys/tandem`. */
  readonly access: AccessSource;
}

export class KeyVaultKey {
  private readonly client: ServiceClient;

  constructor(parts: KeyVaultParts) {
    this.client = new ServiceClient({
      ...parts,
      budget: new BudgetShare(requestsAtOnce),
      retries,
      rootOf: ({ url }) => url,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
    });
  }

  /** The version that the vault would use now: the last part of the key's identifier. */
  async newestVersion(): Promise<string> {
    const { key } = await this.ask({ method: 'GET', path: `?${apiVersion}` });
    const version = isJsonObject(key) ? String(key.kid).split('/').at(-1) : undefined;
    if (!version) throw unexpectedAnswer('no version of the key');
    return version;
  }

  /** @throws Failure `keyVault.keyMissing` where the version is not there, or is disabled */
  wrap(version: string, key: Buffer): Promise<Buffer> {
    return this.convert(version, 'wrapkey', key);
  }

  /** @throws Failure `keyVault.keyMissing` as well where this version has not wrapped it */
  unwrap(version: string, wrapped: Buffer): Promise<Buffer> {
    return this.convert(version, 'unwrapkey', wrapped);
  }

  private async convert(version: string, operation: 'wrapkey' | 'unwrapkey', bytes: Buffer): Promise<Buffer> {
    const body = JSON.stringify({ alg: algorithm, value: bytes.toString('base64url') });
    const { value } = await this.ask({ method: 'POST', path: `${encodeURIComponent(version)}/${operation}?${apiVersion}`, body });
    if (typeof value !== 'string' || value === '') throw unexpectedAnswer('no key');
    return Buffer.from(value, 'base64url');
  }

  /** Both operations may be repeated: they change nothing in the vault. */
  private async ask(request: ServiceRequest): Promise<JsonObject> {
    const answer: Answer = await this.client.read(request);
    if (answer.status >= 400) throw keyVaultFailure(answer);
    return jsonOf(answer);
  }
}
