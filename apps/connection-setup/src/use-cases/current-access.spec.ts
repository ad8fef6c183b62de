import { FixedClock } from '@tandem/domain/clock';
import { Failure } from '@tandem/domain/failure';
import { Access, AccessIssuer, SignInRequest } from '../domain/access';
import { Connection, newConnection } from '../domain/connection';
import { EncryptedSecrets, SecretCipher, Secrets } from '../domain/secrets';
import { ConnectedSystems } from '../domain/systems';
import { CurrentAccess } from './current-access';
import { RecogniseEnvironment } from './recognise-environment';

const hour = 3_600_000;
const minuteAndAHalf = 90_000;

/** An authority that counts how often it is asked and answers when it is told to. */
class CountingIssuer extends AccessIssuer {
  asked = 0;
  refusal: Failure | undefined;

  constructor(private readonly clock: FixedClock) {
    super();
  }

  async issue({ url }: SignInRequest): Promise<Access> {
    this.asked++;
    if (this.refusal) throw this.refusal;
    return { accessId: `access ${this.asked}`, url, authorization: 'Bearer t', expiresAt: new Date(this.clock.now().getTime() + hour) };
  }
}

/** Secrets that are stored as they are: these tests are about time, not about encryption. */
class OpenCipher extends SecretCipher {
  async encrypt(): Promise<EncryptedSecrets | null> {
    return null;
  }

  async decrypt(_connectionId: string, stored: EncryptedSecrets | null): Promise<Secrets> {
    return stored?.values ?? {};
  }
}

/** The connection of these tests knows no environment yet, so that nobody looks. */
class NoSystems extends ConnectedSystems {
  sales(): never {
    throw new Error('Nobody should ask Sales.');
  }

  businessCentral(): never {
    throw new Error('Nobody should ask Business Central.');
  }
}

const contoso = (secret: string): Connection => ({
  ...newConnection('11111111-1111-4111-8111-111111111111', 'Contoso', new Date(0)),
  sales: { url: 'https://contoso.crm4.dynamics.com', tenantId: 'contoso.example', clientId: 'client' },
  secrets: { wrappedKey: '', masterKeyVersion: '1', values: { 'sales.clientSecret': secret } },
});

describe('access that is current', () => {
  let clock: FixedClock;
  let issuer: CountingIssuer;
  let access: CurrentAccess;

  beforeEach(() => {
    clock = new FixedClock(new Date('2026-11-02T08:00:00Z'));
    issuer = new CountingIssuer(clock);
    access = new CurrentAccess({
      cipher: new OpenCipher(),
      issuer,
      recognise: new RecogniseEnvironment({ systems: new NoSystems() }),
      clock,
    });
  });

  it('is asked for once however many need it at the same time', async () => {
    const given = await Promise.all(Array.from({ length: 20 }, () => access.of(contoso('s'), 'sales')));
    expect(new Set(given.map(({ accessId }) => accessId)).size).toBe(1);
    expect(issuer.asked).toBe(1);
  });

  it('is asked for again when it would soon expire', async () => {
    await access.of(contoso('s'), 'sales');
    clock.advance(hour - minuteAndAHalf - 1);
    await access.of(contoso('s'), 'sales');
    expect(issuer.asked).toBe(1);
    clock.advance(1);
    await access.of(contoso('s'), 'sales');
    expect(issuer.asked).toBe(2);
  });

  it('is renewed once for all workers that were refused with the same access', async () => {
    const { accessId } = await access.of(contoso('s'), 'sales');
    const renewed = await Promise.all(Array.from({ length: 8 }, () => access.of(contoso('s'), 'sales', accessId)));
    expect(new Set(renewed.map((given) => given.accessId))).toEqual(new Set(['access 2']));
  });

  it('is not renewed for a worker that is late with its complaint', async () => {
    const first = await access.of(contoso('s'), 'sales');
    const second = await access.of(contoso('s'), 'sales', first.accessId);
    expect(await access.of(contoso('s'), 'sales', first.accessId)).toBe(second);
  });

  it('is asked for at once when a secret has changed', async () => {
    await access.of(contoso('s'), 'sales');
    await access.of(contoso('new'), 'sales');
    expect(issuer.asked).toBe(2);
  });

  it('is asked for at most once a minute while the sign-in is refused', async () => {
    issuer.refusal = new Failure('misconfigured', 'credentials.secretExpired', 'The secret has expired.');
    for (let second = 0; second < 120; second++) {
      await expect(access.of(contoso('s'), 'sales')).rejects.toBe(issuer.refusal);
      clock.advance(1_000);
    }
    expect(issuer.asked).toBe(2);
  });

  it('is asked for at once after a refusal when the secret has changed', async () => {
    issuer.refusal = new Failure('misconfigured', 'credentials.secretWrong', 'The secret is wrong.');
    await expect(access.of(contoso('s'), 'sales')).rejects.toBe(issuer.refusal);
    issuer.refusal = undefined;
    expect(await access.of(contoso('right'), 'sales')).toMatchObject({ accessId: 'access 2' });
  });

  it('waits as long as a busy authority asks for', async () => {
    issuer.refusal = new Failure('transient', 'credentials.authorityBusy', 'Busy.', { retryAfterMs: 5_000 });
    await expect(access.of(contoso('s'), 'sales')).rejects.toBe(issuer.refusal);
    clock.advance(4_999);
    await expect(access.of(contoso('s'), 'sales')).rejects.toBe(issuer.refusal);
    clock.advance(1);
    await expect(access.of(contoso('s'), 'sales')).rejects.toBe(issuer.refusal);
    expect(issuer.asked).toBe(2);
  });
});
