import { FixedClock } from '@tandem/domain/clock';
import { Failure } from '@tandem/domain/failure';
import { Access, AccessIssuer, SignInRequest } from '../domain/access';
import { Connection, newConnection } from '../domain/connection';
import { EncryptedSecrets, SecretCipher, Secrets } from '../domain/secrets';
import { ConnectedSystems, SalesOrganization } from '../domain/systems';
import { CurrentAccess } from './current-access';
import { RecogniseEnvironment } from './recognise-environment';

const hour = 3_600_000;
const minuteAndAHalf = 90_000;
const known = '22222222-2222-4222-8222-222222222222';

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

/** Answers which organisation Sales is, as long as it answers. */
class OneOrganization extends ConnectedSystems {
  organizationId = known;
  looks = 0;
  refusal: Failure | undefined;

  sales(): SalesOrganization {
    const identity = async () => {
      this.looks++;
      if (this.refusal) throw this.refusal;
      return { organizationId: this.organizationId, userId: known };
    };
    return { identity } as Partial<SalesOrganization> as SalesOrganization;
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
  let systems: OneOrganization;

  beforeEach(() => {
    clock = new FixedClock(new Date('2026-11-02T08:00:00Z'));
    issuer = new CountingIssuer(clock);
    systems = new OneOrganization();
    access = new CurrentAccess({
      cipher: new OpenCipher(),
      issuer,
      recognise: new RecogniseEnvironment({ systems: systems }),
      clock,
      times: { accessForMs: 5 * 60_000 },
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

  describe('to an organisation that is known', () => {
    const enabled: Connection = { ...contoso('s'), environment: { salesOrganizationId: known, companyId: known } };
    const accessForMs = 5 * 60_000;

    it('is looked at again and again while it is held, once for all who ask', async () => {
      await access.of(enabled, 'sales');
      clock.advance(accessForMs / 2 - 1);
      await access.of(enabled, 'sales');
      expect(systems.looks).toBe(1);
      clock.advance(1);
      await Promise.all(Array.from({ length: 8 }, () => access.of(enabled, 'sales')));
      expect([systems.looks, issuer.asked]).toEqual([2, 1]);
    });

    it('is given to nobody as soon as it leads elsewhere', async () => {
      await access.of(enabled, 'sales');
      systems.organizationId = '33333333-3333-4333-8333-333333333333';
      clock.advance(accessForMs);
      for (let attempt = 0; attempt < 3; attempt++)
        await expect(access.of(enabled, 'sales')).rejects.toMatchObject({ code: 'connection.environmentChanged' });
      expect(issuer.asked).toBe(1);
    });

    it('is asked for anew where Sales refuses it at the look', async () => {
      await access.of(enabled, 'sales');
      systems.refusal = new Failure('misconfigured', 'access.refused', 'No longer valid.');
      clock.advance(accessForMs);
      await expect(access.of(enabled, 'sales')).rejects.toBe(systems.refusal);
      expect(issuer.asked).toBe(2);
    });

    it('is renewed for a worker that was refused while somebody looks', async () => {
      const first = await access.of(enabled, 'sales');
      clock.advance(accessForMs);
      const [held, renewed] = await Promise.all([access.of(enabled, 'sales'), access.of(enabled, 'sales', first.accessId)]);
      expect([held.accessId, renewed.accessId]).toEqual(['access 1', 'access 2']);
    });
  });
});
