import { createHmac, generateKeyPairSync } from 'node:crypto';
import { exportJWK, JWTHeaderParameters, SignJWT } from 'jose';
import { LocalIssuer } from '../../testing/local-issuer.fixture';
import { OidcUserTokens } from './oidc-user-tokens';

const now = (): number => Math.floor(Date.now() / 1_000);
const encoded = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
const attackers = generateKeyPairSync('rsa', { modulusLength: 2048 });

describe('a token that somebody forged', () => {
  let issuer: LocalIssuer;
  let attacker: LocalIssuer;
  let users: OidcUserTokens;
  beforeAll(async () => {
    [issuer, attacker] = await Promise.all([LocalIssuer.start(), LocalIssuer.start()]);
    const settings = { audiences: ['tandem'], rolesClaim: 'roles', connectionsClaim: 'tandem_connections', keysCooldownMs: 60_000 };
    users = new OidcUserTokens({ ...settings, issuer: issuer.url });
  });
  afterAll(() => Promise.all([issuer.stop(), attacker.stop()]));

  const claims = () => ({ iss: issuer.url, aud: 'tandem', sub: 'anna', roles: ['admin'], exp: now() + 300 });
  const unsigned = (header: object): string => `${encoded(header)}.${encoded(claims())}`;
  const signedByAttacker = (header: object): Promise<string> =>
    new SignJWT(claims()).setProtectedHeader({ alg: 'RS256', ...header } as JWTHeaderParameters).sign(attackers.privateKey);

  it.each(['none', 'None', 'NONE', 'nOnE', '', 'HS256', 'HS512', 'RS1', 'dir'])('with "alg": "%s" is refused', async (alg) => {
    const content = unsigned({ alg, kid: 'first' });
    const signature = createHmac('sha256', await issuer.publicKey())
      .update(content)
      .digest('base64url');
    for (const ending of ['', signature]) expect(await users.read(`${content}.${ending}`)).toHaveProperty('refused');
  });

  it('that brings its own key in its header is refused', async () => {
    const jwk = await exportJWK(attackers.publicKey);
    for (const kid of ['first', 'unknown', undefined])
      expect(await users.read(await signedByAttacker({ kid, jwk }))).toHaveProperty('refused');
  });

  it('that names the address of its own keys is refused, and nobody asks there', async () => {
    for (const header of ['jku', 'x5u'])
      expect(await users.read(await signedByAttacker({ kid: 'first', [header]: `${attacker.url}/keys` }))).toHaveProperty('refused');
    expect(attacker.keySetReads).toBe(0);
  });

  it.each(['../../../../dev/null', "first' or '1'='1", 'first\u0000', '/etc/passwd', '__proto__', 'constructor'])(
    'with the key id %j is refused',
    async (kid) => expect(await users.read(await signedByAttacker({ kid }))).toHaveProperty('refused'),
  );

  it('with a signature of zeros is refused', async () => {
    const zeros = Buffer.alloc(64).toString('base64url');
    for (const alg of ['ES256', 'EdDSA']) expect(await users.read(`${unsigned({ alg, kid: 'first' })}.${zeros}`)).toHaveProperty('refused');
  });

  it('that asks for an extension nobody knows here is refused', async () => {
    const token = `${unsigned({ alg: 'RS256', kid: 'first', crit: ['exp'], exp: now() + 300 })}.AAAA`;
    expect(await users.read(token)).toHaveProperty('refused');
  });

  it.each(['', '.', '..', 'a.b.c', 'e30.e30.', `${encoded({ alg: 'RS256' })}..AAAA`, 'bm90IGpzb24.e30.AAAA'])(
    'like %j is refused',
    async (token) => expect(await users.read(token)).toHaveProperty('refused'),
  );

  describe('signed by the provider, with claims of a form that is not theirs,', () => {
    it.each<[string, object]>([
      ['an expiry that is a text', { exp: '99999999999' }],
      ['a beginning that is a text', { nbf: '0' }],
      ['an issuer among others', { iss: ['https://login.example.com', 'x'] }],
      ['an audience that only begins like ours', { aud: 'tandem-staging' }],
      ['an audience within a list of a list', { aud: [['tandem']] }],
      ['an empty subject', { sub: '' }],
      ['a subject that is no text', { sub: { name: 'anna' } }],
    ])('is refused for %s', async (_what, wrong) => {
      expect(await users.read(await issuer.token({ claims: wrong as never }))).toHaveProperty('refused');
    });

    it.each<[string, unknown]>([
      ['a role within a text', 'superadmin'],
      ['an object', { admin: true }],
      ['a list of lists', [['admin']]],
      ['a name of the language', ['constructor', '__proto__']],
    ])('gives no role for %s', async (_what, roles) => {
      expect(await users.read(await issuer.token({ claims: { roles } }))).toMatchObject({ roles: [] });
    });

    it.each([null, 7, {}, '', []])('is limited to no connection at all where the claim is %j', async (claim) => {
      const principal = await users.read(await issuer.token({ claims: { tandem_connections: claim } }));
      expect(principal).toMatchObject({ connections: [] });
    });
  });
});
