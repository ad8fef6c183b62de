import { createSign, generateKeyPairSync } from 'node:crypto';
import * as identities from '../../dataverse/sample/identities';
import { tenant } from '../../service/entra/token-endpoint';
import { DataverseSite, errorOf, jsonOf, type WireAnswer } from './dataverse-site';

describe('Dataverse, section 1: authentication', () => {
  let site: DataverseSite;
  beforeAll(async () => void (site = await DataverseSite.start()));
  afterAll(() => site.stop());

  const { clientId } = identities.integrationApplication;
  const secret = 'simulated-integration-secret';
  const scope = () => encodeURIComponent(`${site.url}/.default`);
  const form = () => `grant_type=client_credentials&client_id=${clientId}&client_secret=${secret}&scope=${scope()}`;
  const token = (body: string, url = site.tokenUrl, headers: Record<string, string> = {}) =>
    site.raw('POST', url, { body, headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers } });

  const expectRefusal = (answer: WireAnswer, status: number, error: string, code: number) => {
    const body = jsonOf(answer);
    expect({ status: answer.status, error: body.error, codes: body.error_codes }).toEqual({ status, error, codes: [code] });
    expect(body.error_description).toMatch(
      new RegExp(
        `^AADSTS${code}: .*\\r\\nTrace ID: [0-9a-f-]{36}\\r\\nCorrelation ID: [0-9a-f-]{36}\\r\\nTimestamp: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\dZ$`,
      ),
    );
    expect(body.error_uri).toBe(`https://login.microsoftonline.com/error?code=${code}`);
  };

  it('1 a client secret is exchanged for a bearer token without a refresh token', async () => {
    const answer = await token(form());
    expect(answer.status).toBe(200);
    expect(jsonOf(answer)).toEqual({ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: expect.any(String) });
  });

  it('1 client id and secret may come as HTTP Basic', async () => {
    const authorization = `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`;
    const answer = await token(`grant_type=client_credentials&scope=${scope()}`, site.tokenUrl, { Authorization: authorization });
    expect(answer.status).toBe(200);
  });

  it('1 a client assertion signed by a registered certificate is accepted, another is 700027', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const certificate = publicKey.export({ type: 'spki', format: 'pem' });
    await site.control('PUT', `registrations/${clientId}`, {
      name: 'Tandem Integration',
      secrets: [{ value: secret }],
      certificates: [certificate],
    });
    const claims = { iss: clientId, sub: clientId, aud: site.tokenUrl, exp: Math.floor(Date.now() / 1000) + 600 };
    const signed = [{ alg: 'RS256', typ: 'JWT' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
    const assertion = `${signed}.${createSign('sha256').update(signed).sign(privateKey, 'base64url')}`;
    const body = (value: string) =>
      `grant_type=client_credentials&client_id=${clientId}&scope=${scope()}&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=${value}`;
    expect((await token(body(assertion))).status).toBe(200);
    expectRefusal(await token(body(`${signed}.AAAA`)), 401, 'invalid_client', 700027);
  });

  it('on-premises a user comes with name and password, and is refused with another password', async () => {
    await site.control('PUT', `on-premises-users/${encodeURIComponent('CONTOSO\\tandem')}`, {
      password: 'right',
      roles: ['System Administrator'],
    });
    const whoAmI = (password: string) =>
      site.raw('GET', `${site.url}/api/data/v9.2/WhoAmI`, {
        headers: { Authorization: `Basic ${Buffer.from(`CONTOSO\\tandem:${password}`).toString('base64')}` },
      });
    expect([(await whoAmI('right')).status, (await whoAmI('wrong')).status]).toEqual([200, 401]);
  });

  it('1 a wrong secret is 7000215', async () =>
    expectRefusal(await token(form().replace(secret, 'wrong')), 401, 'invalid_client', 7000215));

  it('1 an expired secret is 7000222', async () => {
    await site.control('PUT', 'registrations/99999999-9999-4999-8999-999999999999', { secrets: [{ value: 'old', expiresAt: 1 }] });
    expectRefusal(
      await token(form().replace(clientId, '99999999-9999-4999-8999-999999999999').replace(secret, 'old')),
      401,
      'invalid_client',
      7000222,
    );
  });

  it('1 an unknown application is 700016', async () =>
    expectRefusal(await token(form().replace(clientId, '00000000-0000-4000-8000-000000000000')), 400, 'unauthorized_client', 700016));

  it('1 a missing secret is 7000218', async () =>
    expectRefusal(await token(form().replace(`&client_secret=${secret}`, '')), 401, 'invalid_client', 7000218));

  it('1 an unknown tenant is 90002, a malformed one 900023', async () => {
    expectRefusal(await token(form(), site.tokenUrl.replace(tenant.id, 'nobody.example')), 400, 'invalid_request', 90002);
    expectRefusal(await token(form(), site.tokenUrl.replace(tenant.id, 'not~a~tenant')), 400, 'invalid_request', 900023);
  });

  it('1 another resource is 500011, two scopes are 70011, a scope without /.default (or encoded twice) is 1002012', async () => {
    const withScope = (text: string) => token(`grant_type=client_credentials&client_id=${clientId}&client_secret=${secret}&scope=${text}`);
    expectRefusal(await withScope(encodeURIComponent('https://other.crm4.dynamics.com/.default')), 400, 'invalid_resource', 500011);
    expectRefusal(await withScope(`${scope()}+openid`), 400, 'invalid_scope', 70011);
    expectRefusal(await withScope(encodeURIComponent(site.url)), 400, 'invalid_scope', 1002012);
    expectRefusal(await withScope(encodeURIComponent(scope())), 400, 'invalid_scope', 1002012);
  });

  it('1 another grant type is 70003', async () =>
    expectRefusal(await token(form().replace('client_credentials', 'password')), 400, 'unsupported_grant_type', 70003));

  it('1 without a token the Web API answers 401 and tells the authority', async () => {
    const answer = await site.get('accounts', { Authorization: '' });
    expect(answer.status).toBe(401);
    expect(answer.text).toBe('');
    expect(answer.headers['www-authenticate']).toBe(
      `Bearer authorization_uri=https://login.microsoftonline.com/${tenant.id}/oauth2/authorize, resource_id=${site.url}/`,
    );
  });

  it('1 a token for another audience is 401', async () => {
    await site.control('POST', 'resources', { resource: 'https://contoso.crm4.dynamics.com' });
    const other = await token(form().replace(scope(), encodeURIComponent('https://contoso.crm4.dynamics.com/.default')));
    expect((await site.get('WhoAmI', { Authorization: `Bearer ${String(jsonOf(other).access_token)}` })).status).toBe(401);
  });

  it('1 a token expires by the clock, and a new one works', async () => {
    await site.control('PUT', 'clock', { advanceMilliseconds: 3_600_000 });
    expect((await site.get('WhoAmI')).status).toBe(401);
    await site.signIn(identities.integrationApplication);
    expect((await site.get('WhoAmI')).status).toBe(200);
  });

  it.each([
    ['a valid token without a user is 0x80072560', identities.strangerApplication, '0x80072560'],
    ['the token of a disabled user is 0x80040225', identities.disabledApplication, '0x80040225'],
  ])('1 %s', async (_rule, application, code) => {
    await site.signIn(application);
    expect(errorOf(await site.get('WhoAmI', site.bearer(application)))).toMatchObject({ status: 403, code });
  });

  it('1 a user without any role is 0x80042f09', async () => {
    await site.signIn(identities.rolelessApplication);
    expect(errorOf(await site.get('accounts', site.bearer(identities.rolelessApplication)))).toMatchObject({
      status: 403,
      code: '0x80042f09',
    });
  });
});
