import { createHmac, generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import { LocalIssuer, TokenWish } from '../../testing/local-issuer.fixture';
import { OidcUserTokens } from './oidc-user-tokens';

const settings = { audiences: ['tandem'], rolesClaim: 'roles', connectionsClaim: 'tandem_connections', keysCooldownMs: 0 };
const now = (): number => Math.floor(Date.now() / 1_000);
const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');

describe('a token of the identity provider', () => {
  let issuer: LocalIssuer;
  let users: OidcUserTokens;
  beforeEach(async () => {
    issuer = await LocalIssuer.start();
    users = new OidcUserTokens({ ...settings, issuer: issuer.url });
  });
  afterEach(() => issuer.stop());

  it('stands for its person, with the roles that are known here', async () => {
    const token = await issuer.token({ claims: { roles: ['operator', 'emperor'] } });
    expect(await users.read(token)).toMatchObject({ id: 'user:anna', name: 'Anna', roles: ['operator'] });
  });

  it('may limit its person to some connections', async () => {
    const token = await issuer.token({ claims: { tandem_connections: ['11111111-1111-4111-8111-111111111111'] } });
    expect(await users.read(token)).toMatchObject({ connections: ['11111111-1111-4111-8111-111111111111'] });
  });

  it.each<[string, TokenWish, RegExp]>([
    ['from another issuer', { claims: { iss: 'https://login.example.com' } }, /"iss"/],
    ['for another audience', { claims: { aud: 'another-service' } }, /"aud"/],
    ['without an audience', { without: ['aud'] }, /"aud"/],
    ['that has expired', { claims: { exp: now() - 60 } }, /expired/],
    ['that never expires', { without: ['exp'] }, /"exp"/],
    ['that is not valid yet', { claims: { nbf: now() + 600 } }, /"nbf"/],
    ['that names nobody', { without: ['sub'] }, /"sub"/],
    ['signed with a key that nobody knows', { kid: 'unknown' }, /key that the identity provider does not have/],
  ])('is refused %s', async (_what, wish, reason) => {
    expect(await users.read(await issuer.token(wish))).toEqual({ refused: expect.stringMatching(reason) });
  });

  const claims = () => ({ iss: issuer.url, aud: 'tandem', sub: 'anna', roles: ['admin'], exp: now() + 300 });

  it('is refused without a signature, whatever "alg: none" says', async () => {
    const token = `${encoded({ alg: 'none', kid: 'first' })}.${encoded(claims())}.`;
    expect(await users.read(token)).toHaveProperty('refused');
  });

  it('is refused when it is signed with the public key as if that were a secret (HS256)', async () => {
    const content = `${encoded({ alg: 'HS256', kid: 'first' })}.${encoded(claims())}`;
    const signature = createHmac('sha256', await issuer.publicKey())
      .update(content)
      .digest('base64url');
    expect(await users.read(`${content}.${signature}`)).toEqual({ refused: 'The token is signed with an algorithm that is not accepted.' });
  });

  it('is refused when somebody else signed it under a known key id', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const token = await new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', kid: 'first' }).sign(privateKey);
    expect(await users.read(token)).toEqual({ refused: 'The signature of the token is not right.' });
  });

  it('is refused when its claims were changed after it was signed', async () => {
    const [header, , signature] = (await issuer.token()).split('.');
    expect(await users.read(`${header}.${encoded(claims())}.${signature}`)).toHaveProperty('refused');
  });

  it('counts at once when the provider has changed its keys, and the old ones no longer count', async () => {
    const old = await issuer.token();
    expect(await users.read(old)).toHaveProperty('id');
    await issuer.rotate('second');
    expect(await users.read(await issuer.token())).toHaveProperty('id');
    expect(await users.read(old)).toHaveProperty('refused');
  });

  it('with unknown keys does not make the key set be read more often than allowed', async () => {
    users = new OidcUserTokens({ ...settings, issuer: issuer.url, keysCooldownMs: 60_000 });
    for (let turn = 0; turn < 5; turn++) await users.read(await issuer.token({ kid: `unknown-${turn}` }));
    expect(issuer.keySetReads).toBe(1);
  });

  it('cannot be judged while the provider does not answer: that is no fault of the token', async () => {
    const token = await issuer.token();
    await issuer.stop();
    await expect(users.read(token)).rejects.toMatchObject({ kind: 'transient', code: 'identity.unavailable' });
    issuer = await LocalIssuer.start();
  });
});
