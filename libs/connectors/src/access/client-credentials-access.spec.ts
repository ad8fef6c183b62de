import { FixedClock } from '@tandem/domain/clock';
import { AddressGuard } from '../http/address-guard';
import { HttpTransport } from '../http/http-transport';
import { localService, LocalService, Reply } from '../testing/local-service';
import { ClientCredentialsAccess } from './client-credentials-access';
import { EntraTokenClient } from './entra-token-client';

const secret = 'p~Q8x/+& %';

describe('access by client credentials', () => {
  let service: LocalService;
  let transport: HttpTransport;
  let access: ClientCredentialsAccess;
  const clock = new FixedClock(new Date('2026-05-01T10:00:00Z'));

  const answering = async (answer: (count: number) => Reply): Promise<void> => {
    service = await localService((_, count) => answer(count));
    transport = new HttpTransport(new AddressGuard({ allowLoopback: true, extraHosts: [] }), { timeoutMs: 500 });
    const credentials = {
      authority: service.url,
      tenantId: 'contoso.example',
      clientId: 'app',
      clientSecret: secret,
      scope: 'https://contoso.crm4.dynamics.com/.default',
    };
    access = new ClientCredentialsAccess({
      tokens: new EntraTokenClient(transport, clock),
      credentials,
      address: { url: 'https://contoso.crm4.dynamics.com' },
      clock,
    });
  };
  afterEach(async () => {
    await transport.close();
    await service.close();
  });

  const token = (count: number): Reply => ({ json: { token_type: 'Bearer', expires_in: 3599, access_token: `token-${count}` } });
  const refusal = (status: number, number: number, error: string): Reply => ({
    status,
    json: { error, error_description: `AADSTS${number}: Some reason.\r\nTrace ID: 1\r\nTimestamp: 2026`, error_codes: [number] },
  });

  it('asks the tenant once, each value encoded once', async () => {
    await answering(token);
    expect(await access.current()).toEqual({
      url: 'https://contoso.crm4.dynamics.com',
      authorization: 'Bearer token-1',
      expiresAt: new Date('2026-05-01T10:59:59Z'),
    });
    expect(service.requests[0]).toMatchObject({
      method: 'POST',
      url: '/contoso.example/oauth2/v2.0/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(Object.fromEntries(new URLSearchParams(service.requests[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'app',
      client_secret: secret,
      scope: 'https://contoso.crm4.dynamics.com/.default',
    });
  });

  it('asks once however many need a token at the same time', async () => {
    await answering(token);
    const accesses = await Promise.all(Array.from({ length: 20 }, () => access.current()));
    expect(new Set(accesses.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer token-1']));
    expect(service.requests).toHaveLength(1);
  });

  it('renews a token before it ends', async () => {
    await answering(token);
    await access.current();
    clock.advance(54 * 60_000);
    expect((await access.current()).authorization).toBe('Bearer token-1');
    clock.advance(60_000);
    expect((await access.current()).authorization).toBe('Bearer token-2');
  });

  it('renews when the service refused the token, but does not ask in a loop', async () => {
    await answering(token);
    const first = await access.current();
    clock.advance(60_000);
    expect((await access.current(first)).authorization).toBe('Bearer token-2');
    expect((await access.current(await access.current())).authorization).toBe('Bearer token-2');
  });

  it('does not renew for a refusal that comes late, when the token has been renewed already', async () => {
    await answering(token);
    const first = await access.current();
    clock.advance(60_000);
    await access.current(first);
    clock.advance(60_000);
    expect((await access.current(first)).authorization).toBe('Bearer token-2');
    expect(service.requests).toHaveLength(2);
  });

  it.each([
    [7000215, 401, 'invalid_client', 'credentials.secretWrong'],
    [7000222, 401, 'invalid_client', 'credentials.secretExpired'],
    [700016, 400, 'unauthorized_client', 'credentials.appUnknown'],
    [90002, 400, 'invalid_request', 'credentials.tenantUnknown'],
    [500011, 400, 'invalid_resource', 'credentials.resourceUnknown'],
    [53003, 400, 'invalid_grant', 'credentials.accessBlocked'],
    [999999, 400, 'invalid_request', 'credentials.refused'],
  ])('AADSTS%d is a matter of the set-up', async (number, status, error, code) => {
    await answering(() => refusal(status, number, error));
    const failure = await access.current().then(() => undefined, (thrown: Error) => thrown); // prettier-ignore
    expect(failure).toMatchObject({ kind: 'misconfigured', code, message: `AADSTS${number}: Some reason.` });
    expect(JSON.stringify(failure) + String(failure?.stack)).not.toContain(secret);
  });

  it('does not ask again for a minute after a refusal, then takes a secret that was set right', async () => {
    await answering((count) => (count === 1 ? refusal(401, 7000215, 'invalid_client') : token(count)));
    for (let count = 0; count < 5; count++)
      await expect(Promise.resolve().then(() => access.current())).rejects.toMatchObject({ code: 'credentials.secretWrong' });
    expect(service.requests).toHaveLength(1);
    clock.advance(61_000);
    expect((await access.current()).authorization).toBe('Bearer token-2');
  });

  it('waits for an authority that is busy', async () => {
    await answering((count) => (count === 1 ? refusal(503, 90033, 'temporarily_unavailable') : token(count)));
    expect((await access.current()).authorization).toBe('Bearer token-2');
  });

  it('takes a page of HTML for a failure of transport', async () => {
    await answering(() => ({ headers: { 'content-type': 'text/html' }, body: '<html>' }));
    await expect(access.current()).rejects.toMatchObject({ kind: 'transient', code: 'service.unexpectedAnswer' });
  });
});
