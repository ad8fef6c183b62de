import { randomUUID } from 'node:crypto';
import { ConnectionView, getConnection, listConnections } from '@tandem/contracts/connection';
import { SalesSystem } from '@tandem/contracts/connection-body';
import { Failure } from '@tandem/domain/failure';
import { EnvelopeSecretCipher } from './adapters/envelope-secret-cipher';
import { InMemoryConnections } from './adapters/in-memory-connections';
import { RunningConnectionSetup } from './connection-setup.fixture';
import { MasterKey } from './domain/master-key';
import { newConnection } from './domain/connection';

describe('what people enter about Sales', () => {
  let running: RunningConnectionSetup;

  beforeAll(async () => {
    running = await RunningConnectionSetup.start();
  });

  afterAll(() => running?.stop());

  const created = (sales: SalesSystem): Promise<ConnectionView> => running.create({ name: randomUUID(), sales });
  const count = async (): Promise<number> => (await running.bus.ask(listConnections, { limit: 500 })).items.length;

  /** Refused with cause and remedy; nothing has been created. */
  const refused = async (sales: SalesSystem, code: string, field: string): Promise<void> => {
    const before = await count();
    await expect(created(sales)).rejects.toMatchObject({
      kind: 'rejected',
      code,
      message: expect.stringContaining(field),
      details: { field, help: expect.stringMatching(/^[A-Z].+\.$/) },
    });
    expect(await count()).toBe(before);
  };

  const online = 'https://contoso.crm4.dynamics.com';

  it('a user of Sales online is called by its e-mail address', async () => {
    await refused({ url: online, username: 'CONTOSO\\ira' }, 'setup.userMustBeEmail', 'sales.username');
    expect(await created({ url: online, username: 'ira@contoso.com' })).toMatchObject({ sales: { username: 'ira@contoso.com' } });
  });

  it('a user of Sales on-premises names its domain', async () => {
    const url = 'http://localhost:5555';
    await refused({ url, username: 'ira' }, 'setup.mustIncludeDomain', 'sales.username');
    expect(await created({ url, username: 'CONTOSO\\ira' })).toMatchObject({ sales: { username: 'CONTOSO\\ira' } });
  });

  it('an app registration has no name that could be wrong', async () => {
    expect(await created({ url: online, clientId: randomUUID(), username: 'left over' })).toMatchObject({ enabled: false });
  });

  it('a connection string holds a placeholder, never the secret', async () => {
    const secret = 'typed-into-the-string';
    await refused(
      { connectionString: `AuthType=Office365;Url=${online};UserName=ira@contoso.com;Password=${secret}` },
      'setup.placeholderMissing',
      'sales.connectionString',
    );
    expect(running.messages.join('\n')).not.toContain(secret);
  });

  it('a connection string is read into address and account; what is entered beside it wins, the string is not kept', async () => {
    const connectionString = `AuthType=ClientSecret;Url=${online};ClientId=by-the-string;ClientSecret={ClientSecret}`;
    const { id } = await created({ connectionString, clientId: 'entered', clientSecret: 'beside' });
    const { sales } = await running.bus.ask(getConnection, { connectionId: id });
    expect(sales).toMatchObject({ url: online, clientId: '…ered', hasClientSecret: true });
    expect(JSON.stringify(sales)).not.toContain('AuthType');
  });
});

describe('a secret that can not be encrypted', () => {
  /** A key service that does not answer. */
  class SilentMasterKey extends MasterKey {
    private readonly silence = new Failure('transient', 'service.unreachable', 'The key service does not answer.');
    newestVersion = () => Promise.reject(this.silence);
    wrap = () => Promise.reject(this.silence);
    unwrap = () => Promise.reject(this.silence);
  }

  it('is not kept, and says so', async () => {
    const [cipher, connections] = [new EnvelopeSecretCipher(new SilentMasterKey()), new InMemoryConnections()];
    const contoso = newConnection(randomUUID(), 'Contoso', new Date());
    await connections.add(contoso);
    const entered = cipher.encrypt(contoso.id, { 'sales.clientSecret': 'new' }, contoso.secrets);
    await expect(entered).rejects.toMatchObject({
      kind: 'transient',
      code: 'setup.encryption',
      message: expect.stringContaining('The key service does not answer.'),
      details: { reason: 'service.unreachable', help: expect.stringMatching(/^[A-Z].+\.$/) },
    });
    expect(await connections.get(contoso.id)).toMatchObject({ secrets: null });
  });
});
