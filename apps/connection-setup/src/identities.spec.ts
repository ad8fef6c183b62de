import { selfSignedCertificate } from '@tandem/connectors/testing/self-signed-certificate';
import { BothSystems } from './both-systems.fixture';
import { leaksOf } from './leaks.fixture';

let systems: BothSystems;

beforeAll(async () => {
  systems = await BothSystems.start();
}, 30_000);

afterEach(() => systems.sales.control('POST', 'reset', {}));
afterAll(() => systems?.stop());

const day = 24 * 60 * 60_000;
/** Certificates say whole seconds. */
const inDays = (days: number): Date => new Date(Math.floor((Date.now() + days * day) / 1000) * 1000);
const validUntil = inDays(300);
const valid = selfSignedCertificate(validUntil);

/** The simulated Entra accepts these certificates of the integration's app registration, and its secrets. */
const register = (certificates: readonly string[], secrets: readonly string[] = []): Promise<unknown> =>
  systems.sales.control('PUT', 'registrations/11111111-1111-4111-8111-111111111111', {
    name: 'Tandem Integration',
    secrets: secrets.map((value) => ({ value })),
    certificates,
  });

const withCertificate = ({ pem }: { pem: string }) => systems.create({ sales: { clientSecret: undefined, certificate: pem } });

describe('an app registration with a certificate', () => {
  it('signs in without a secret; the certificate shows its date and nothing else', async () => {
    await register([valid.certificate]);
    const { id } = await withCertificate(valid);
    const { sales } = await systems.enable(id);
    expect(sales).toMatchObject({ hasCertificate: true, hasClientSecret: false, certificateExpiresAt: validUntil.toISOString() });
    expect((await systems.access(id, 'sales')).authorization).toMatch(/^Bearer /);
    const [, keyLine = ''] = valid.privateKey.split('\n');
    expect(await leaksOf([keyLine, valid.privateKey], systems.running)).toEqual([]);
  });

  it('is refused while its certificate is not uploaded, and nothing has changed', async () => {
    await register([selfSignedCertificate(inDays(300)).certificate]);
    const created = await withCertificate(valid);
    await expect(systems.enable(created.id)).rejects.toMatchObject({
      code: 'setup.connectionFailed',
      message: expect.stringContaining('AADSTS700027'),
      details: { reason: 'credentials.assertionInvalid', help: expect.stringContaining('Upload the certificate') },
    });
    expect(await systems.read(created.id)).toEqual(created);
  });

  it('takes the place of a secret while the connection runs, without a restart', async () => {
    const { id } = await systems.create();
    await systems.enable(id);
    await register([valid.certificate]);
    await systems.change(id, { sales: { certificate: valid.pem, clientSecret: null } } as never);
    expect(await systems.read(id)).toMatchObject({ enabled: true, sales: { hasCertificate: true, hasClientSecret: false } });
    expect((await systems.access(id, 'sales')).authorization).toMatch(/^Bearer /);
  });

  it('is not accepted as anything but a certificate with its key', async () => {
    const before = await systems.create();
    await expect(systems.change(before.id, { sales: { certificate: valid.certificate } })).rejects.toMatchObject({
      kind: 'rejected',
      code: 'setup.certificateInvalid',
      details: { help: expect.stringContaining('PEM') },
    });
    expect(await systems.read(before.id)).toEqual(before);
  });
});

describe('the date on which it ends', () => {
  const credentialsOf = (id: string) => systems.finding(id, 'credentials');

  it('is warned of in the last month of a certificate', async () => {
    const soon = selfSignedCertificate(inDays(10));
    await register([soon.certificate]);
    const { id } = await withCertificate(soon);
    expect(await credentialsOf(id)).toMatchObject({
      state: 'warned',
      code: 'setup.secretExpires',
      cause: `The certificate of Sales expires on ${inDays(10).toISOString().slice(0, 10)}.`,
    });
    expect(await systems.enable(id)).toMatchObject({ enabled: true });
  });

  it('is warned of for a secret whose date was entered', async () => {
    const { id } = await systems.create({ businessCentral: { secretExpiresAt: inDays(29).toISOString() } });
    expect(await credentialsOf(id)).toMatchObject({ state: 'warned', cause: expect.stringContaining('client secret of Business Central') });
  });

  it('refuses a certificate that has ended', async () => {
    const created = await withCertificate(selfSignedCertificate(inDays(-1)));
    expect(await credentialsOf(created.id)).toMatchObject({ state: 'failed', code: 'setup.secretExpired', remedy: expect.any(String) });
    await expect(systems.enable(created.id)).rejects.toMatchObject({ code: 'setup.secretExpired' });
    expect(await systems.read(created.id)).toEqual(created);
  });

  it('is forgotten with the secret it belonged to', async () => {
    const { id } = await systems.create({ sales: { secretExpiresAt: inDays(3).toISOString() } });
    const changed = await systems.change(id, { sales: { clientSecret: 'simulated-integration-secret' } });
    expect(changed.sales.secretExpiresAt).toBeUndefined();
    expect(await credentialsOf(id)).toMatchObject({ state: 'passed' });
  });
});
