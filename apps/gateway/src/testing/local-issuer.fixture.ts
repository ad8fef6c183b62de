/** An identity provider for tests: discovery document, key set, and tokens signed with what the test says. */
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, GenerateKeyPairResult, JWTPayload, SignJWT } from 'jose';

export interface TokenWish {
  readonly claims?: JWTPayload;
  /** Claims that shall be absent. */
  readonly without?: readonly string[];
  readonly kid?: string;
}

export class LocalIssuer {
  /** How many times the key set was read. */
  keySetReads = 0;
  private keys: { kid: string; pair: GenerateKeyPairResult }[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<LocalIssuer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const issuer = new LocalIssuer(server);
    server.on('request', (request, response) => {
      void issuer
        .answer(request.url ?? '')
        .then((body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)));
    });
    await issuer.rotate('first');
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The public key that signs at present, as text that an attacker could know. */
  async publicKey(): Promise<string> {
    return JSON.stringify(await exportJWK(this.keys[0]!.pair.publicKey));
  }

  /** Signs with a new key from now on; the old ones are gone. */
  async rotate(kid: string): Promise<void> {
    this.keys = [{ kid, pair: await generateKeyPair('RS256') }];
  }

  /** A token that is right in every respect, but for what the wish changes. */
  async token({ claims = {}, without = [], kid }: TokenWish = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const right = { iss: this.url, aud: 'tandem', sub: 'anna', name: 'Anna', roles: ['operator'], iat: now, exp: now + 300, ...claims };
    const payload = Object.fromEntries(Object.entries(right).filter(([name]) => !without.includes(name)));
    const [key] = this.keys;
    return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: kid ?? key!.kid }).sign(key!.pair.privateKey);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(path: string): Promise<unknown> {
    if (path === '/.well-known/openid-configuration') return { issuer: this.url, jwks_uri: `${this.url}/keys` };
    this.keySetReads += 1;
    const keys = this.keys.map(async ({ kid, pair }) => ({ ...(await exportJWK(pair.publicKey)), kid, use: 'sig', alg: 'RS256' }));
    return { keys: await Promise.all(keys) };
  }
}
