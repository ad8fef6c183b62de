/** Azure Key Vault on loopback for specs: one key with versions that are there or disabled, behind a token endpoint. */
import { constants, generateKeyPairSync, KeyObject, privateDecrypt, publicEncrypt } from 'node:crypto';
import { localService, LocalService, ReceivedRequest, Reply } from './local-service';

const padding = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' } as const;

const refusal = (status: number, code: string, inner?: string): Reply => ({
  status,
  json: { error: { code, message: 'Said for people.', ...(inner && { innererror: { code: inner } }) } },
});

/** Name of the key. */
const keyName = 'tandem';

export class LocalKeyVault {
  readonly account = { tenantId: '0b6f3c0e-7d1c-4f0e-9d2e-1d7a3a5c9e10', clientId: 'key-user', clientSecret: 'the-secret-of-the-key-user' };
  /** Answers everything but sign-ins, where it is set. */
  trouble: Reply | undefined;
  private readonly pairs = new Map<string, { publicKey: KeyObject; privateKey: KeyObject }>();
  private enabled: readonly string[] = ['1'];
  private service!: LocalService;

  /** Starts a vault that holds version `1`. */
  static async start(): Promise<LocalKeyVault> {
    const vault = new LocalKeyVault();
    vault.service = await localService((request) => vault.answer(request));
    return vault;
  }

  /** Root of the vault, and of the token endpoint that it trusts. */
  get url(): string {
    return this.service.url;
  }

  /** The key's identifier without a version. */
  get keyUrl(): string {
    return `${this.url}/keys/${keyName}`;
  }

  get requests(): readonly ReceivedRequest[] {
    return this.service.requests;
  }

  /** Only these versions are enabled from now on, the newest first; new ones are made. */
  hold(...versions: string[]): void {
    this.enabled = versions;
  }

  close(): Promise<void> {
    return this.service.close();
  }

  private answer({ method, url, headers, body }: ReceivedRequest): Reply {
    const { pathname, searchParams } = new URL(url, this.url);
    if (pathname === `/${this.account.tenantId}/oauth2/v2.0/token`) return this.signIn(new URLSearchParams(body));
    if (headers.authorization !== 'Bearer for-the-vault') return refusal(401, 'Unauthorized');
    if (this.trouble) return this.trouble;
    const [, keys, name, version = '', operation] = pathname.split('/');
    if (keys !== 'keys' || name !== keyName || searchParams.get('api-version') !== '7.4') return refusal(404, 'KeyNotFound');
    if (method === 'GET') return { json: { key: { kid: `${this.keyUrl}/${this.enabled[0]}`, kty: 'RSA' }, attributes: { enabled: true } } };
    if (!this.enabled.includes(version))
      return this.pairs.has(version) ? refusal(403, 'Forbidden', 'KeyDisabled') : refusal(404, 'KeyNotFound');
    return this.convert(version, operation ?? '', JSON.parse(body) as { alg?: string; value?: string });
  }

  private signIn(asked: URLSearchParams): Reply {
    const { clientId, clientSecret } = this.account;
    if (asked.get('client_id') !== clientId || asked.get('client_secret') !== clientSecret)
      return { status: 401, json: { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' } };
    if (asked.get('scope') !== 'https://vault.azure.net/.default') return { status: 400, json: { error: 'invalid_scope' } };
    return { json: { token_type: 'Bearer', expires_in: 3_600, access_token: 'for-the-vault' } };
  }

  private convert(version: string, operation: string, { alg, value = '' }: { alg?: string; value?: string }): Reply {
    if (alg !== 'RSA-OAEP-256') return refusal(400, 'BadParameter');
    const { publicKey, privateKey } = this.pairOf(version);
    const bytes = Buffer.from(value, 'base64url');
    try {
      const converted =
        operation === 'wrapkey'
          ? publicEncrypt({ key: publicKey, ...padding }, bytes)
          : privateDecrypt({ key: privateKey, ...padding }, bytes);
      return { json: { kid: `${this.keyUrl}/${version}`, value: converted.toString('base64url') } };
    } catch {
      return refusal(400, 'BadParameter');
    }
  }

  private pairOf(version: string): { publicKey: KeyObject; privateKey: KeyObject } {
    const known = this.pairs.get(version) ?? generateKeyPairSync('rsa', { modulusLength: 2_048 });
    this.pairs.set(version, known);
    return known;
  }
}
