import { createHmac } from 'node:crypto';
import { DiscoveryService } from '@nestjs/core';
import { listConnections } from '@tandem/contracts/connection';
import { listReviews } from '@tandem/contracts/reviews';
import { listWorkers } from '@tandem/contracts/workers';
import { Client } from 'pg';
import { Operation } from './adapters/http/operation';
import { Route, routesOf } from './adapters/http/routes';
import { mayAct, Role, roles } from './domain/role';
import { connection } from './testing/connection.fixture';
import { administratorToken, GatewayForTest, gatewayForTest } from './testing/gateway.fixture';
import { LocalIssuer } from './testing/local-issuer.fixture';

const mine = '11111111-1111-4111-8111-111111111111';
const theirs = '99999999-9999-4999-8999-999999999999';

describe('access to the gateway', () => {
  let gateway: GatewayForTest;
  let issuer: LocalIssuer;
  beforeAll(async () => {
    issuer = await LocalIssuer.start();
    gateway = await gatewayForTest({ OIDC_ISSUER: issuer.url, RATE_BURST: '5000', RATE_PER_SECOND: '5000' });
    gateway.neighbours.answer(listReviews, () => ({ items: [] }));
    gateway.neighbours.answer(listWorkers, () => ({ items: [] }));
  }, 60_000);
  afterAll(async () => {
    await gateway.stop();
    await issuer.stop();
  });

  const routes = (): Route[] => routesOf(gateway.service.app.get(DiscoveryService));
  const protectedRoutes = (): Route[] => routes().filter(({ access }) => access !== 'anybody');
  const addressOf = ({ path }: Route, connectionId = theirs): string =>
    path.replace(':connectionId', connectionId).replace(/:\w+/g, theirs);
  const createToken = async (wish: object): Promise<string> => {
    const { status, body } = await gateway.send('/api/v1/tokens', { method: 'POST', body: { name: 'a program', ...wish } });
    expect(status).toBe(201);
    return body.token as string;
  };

  it('needs a token on every route that is not for anybody', async () => {
    for (const route of protectedRoutes()) {
      const { status, body, headers } = await gateway.send(addressOf(route), { method: route.method, token: null });
      expect([route.method, route.path, status, body.code]).toEqual([route.method, route.path, 401, 'authentication.required']);
      expect(headers.get('www-authenticate')).toContain('Bearer');
    }
  });

  it('is given to no forged token of a person, on no route', async () => {
    const claims = { iss: issuer.url, aud: 'tandem', sub: 'mallory', roles: ['admin'], exp: Math.floor(Date.now() / 1_000) + 300 };
    const part = (content: object): string => Buffer.from(JSON.stringify(content)).toString('base64url');
    const key = await issuer.publicKey();
    const forged = ['none', 'HS256'].map((alg) => {
      const content = `${part({ alg, kid: 'first' })}.${part(claims)}`;
      return `${content}.${alg === 'none' ? '' : createHmac('sha256', key).update(content).digest('base64url')}`;
    });
    const late = await issuer.token({ claims: { roles: ['admin'], exp: Math.floor(Date.now() / 1_000) - 60 } });
    for (const token of [...forged, late])
      for (const route of protectedRoutes()) {
        const { status } = await gateway.send(addressOf(route), { method: route.method, token });
        expect([route.method, route.path, status]).toEqual([route.method, route.path, 401]);
      }
  });

  it('is for anybody only where nothing is told about the business', () => {
    const open = routes().filter(({ access }) => access === 'anybody');
    expect(open.map(({ path }) => path).sort()).toEqual(['/health/live', '/health/ready', '/metrics']);
  });

  it.each(roles)('lets a %s through exactly where the route says so', async (role: Role) => {
    const token = await issuer.token({ claims: { roles: [role] } });
    for (const route of protectedRoutes()) {
      const { status } = await gateway.send(`${addressOf(route)}?refusedBeforeAnythingHappens=1`, { method: route.method, token });
      const expected = mayAct([role], route.access as Role[]) ? passedTheDoor(route.operation!) : 403;
      expect([route.method, route.path, status]).toEqual([route.method, route.path, expected]);
    }
  });

  /** An unknown query parameter is refused behind the door; operations without input do not look at it. */
  const passedTheDoor = ({ input }: Operation): unknown => (input ? 400 : 200);

  it('is refused to a person without any role', async () => {
    const answer = await gateway.send('/api/v1/me', { token: await issuer.token({ claims: { roles: ['emperor'] } }) });
    expect(answer).toMatchObject({ status: 403, body: { code: 'authorization.roleMissing' } });
  });

  it('shows the local administrator who they are', async () => {
    const { body } = await gateway.send('/api/v1/me');
    expect(body).toEqual({ id: 'local-administrator', name: 'Local administrator', roles: ['admin'] });
  });

  describe('with an API token', () => {
    it('lasts until the token is revoked', async () => {
      const token = await createToken({ roles: ['viewer'] });
      const { body } = await gateway.send('/api/v1/me', { token });
      expect(body).toMatchObject({ name: 'a program', roles: ['viewer'] });
      const id = String(body.id).replace('token:', '');
      expect((await gateway.send(`/api/v1/tokens/${id}`, { method: 'DELETE' })).status).toBe(204);
      expect((await gateway.send('/api/v1/me', { token })).status).toBe(401);
      expect(await gateway.send(`/api/v1/tokens/${id}`, { method: 'DELETE' })).toMatchObject({
        status: 404,
        body: { code: 'token.notFound' },
      });
    });

    it('ends with the token', async () => {
      const token = await createToken({ roles: ['viewer'], expiresAt: new Date(Date.now() + 60_000).toISOString() });
      await asSuperuser('update gateway.api_tokens set expires_at = now() where expires_at is not null');
      expect((await gateway.send('/api/v1/me', { token })).body).toMatchObject({ status: 401, detail: 'The token has expired.' });
    });

    it('cannot be given for a time that is over', async () => {
      const answer = await gateway.send('/api/v1/tokens', {
        method: 'POST',
        body: { name: 'late', roles: ['viewer'], expiresAt: '2020-01-01T00:00:00Z' },
      });
      expect(answer).toMatchObject({ status: 422, body: { code: 'token.alreadyExpired' } });
    });

    it('leaves no token in the database, the list, the log or on the bus', async () => {
      const token = await createToken({ roles: ['viewer'] });
      await gateway.send(`/api/v1/connections/${mine}/full-syncs`, { token });
      const { body } = await gateway.send('/api/v1/tokens');
      const rows = await asSuperuser(
        'select row_to_json(t)::text as line from gateway.api_tokens t union all select row_to_json(a)::text from gateway.answered_requests a',
      );
      const everything = JSON.stringify([body, rows, gateway.service.lines, gateway.neighbours.heard]);
      expect(everything).not.toContain(token);
      expect(everything).not.toContain(administratorToken);
    });

    it('of a stranger is refused', async () => {
      expect((await gateway.send('/api/v1/me', { token: 'tandem_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' })).status).toBe(401);
    });
  });

  describe('limited to some connections', () => {
    let token: string;
    beforeAll(async () => (token = await createToken({ roles: ['admin'], connections: [mine] })));

    it('finds nothing at any address of another connection', async () => {
      for (const route of protectedRoutes().filter(({ path }) => path.includes(':connectionId'))) {
        const { status, body } = await gateway.send(addressOf(route), { method: route.method, token });
        expect([route.method, route.path, status, body.code]).toEqual([route.method, route.path, 404, 'connection.notFound']);
      }
    });

    it('works on its own connection', async () => {
      expect((await gateway.send(`/api/v1/connections/${mine}/full-syncs`, { token })).status).toBe(200);
    });

    it('sees its own connections in the list', async () => {
      gateway.neighbours.answer(listConnections, () => ({ items: [connection(mine), connection(theirs)] }));
      expect((await gateway.send('/api/v1/connections', { token })).body.items).toEqual([expect.objectContaining({ id: mine })]);
    });

    it('gives no rights beyond itself', async () => {
      const aboutAll = routes().filter(({ operation }) => operation?.everyConnection);
      expect(aboutAll.map(({ path }) => path)).toEqual(expect.arrayContaining(['/api/v1/connections', '/api/v1/tokens']));
      for (const route of aboutAll) {
        const { status, body } = await gateway.send(addressOf(route), { method: route.method, token });
        expect([route.path, status, body.code]).toEqual([route.path, 403, 'authorization.limitedToConnections']);
      }
    });
  });

  async function asSuperuser(sql: string): Promise<unknown[]> {
    const client = new Client({ connectionString: gateway.databaseUrl });
    await client.connect();
    return client
      .query(sql)
      .then(({ rows }) => rows)
      .finally(() => client.end());
  }
});
