import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { changeConnection, ConnectionView, testConnection } from '@tandem/contracts/connection';
import { ConnectionChanges, ConnectionDetails } from '@tandem/contracts/connection-body';
import { enterSetupStep } from '@tandem/contracts/setup';
import { asFailure } from '@tandem/domain/failure';
import { getMetadataStorage } from 'class-validator';
import { RunningConnectionSetup } from './connection-setup.fixture';
import { addressFields } from './domain/address';

/** Hosts of the inner network, as people write them who want to get there. */
const hosts = [
  ...['127.0.0.1', 'localhost', 'LOCALHOST.', '127.1', '2130706433', '0x7f000001', '0177.0.0.1', '0', '0.0.0.0', '①②⑦.⓪.⓪.①'],
  ...['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[64:ff9b::7f00:1]', '[fe80::1]', '[fd00::1]'],
  ...['10.0.0.1', '172.16.0.1', '192.168.0.1', '100.64.0.1', '169.254.169.254', '168.63.129.16', 'metadata.google.internal'],
  ...['contoso.crm4.dynamics.com@127.0.0.1', '127.0.0.1#.crm4.dynamics.com', '127.0.0.1\\.crm4.dynamics.com'],
  ...['contoso.crm4.dynamics.com.evil.example', 'crm4.dynamics.com', 'api.businesscentral.dynamics.com.evil.example'],
];
const otherSchemes = ['file:///etc/passwd', 'gopher://127.0.0.1/_', 'ftp://contoso.crm4.dynamics.com', 'data:text/plain,x'];

/** Everything that such an address could be told to lead to Tandem's own machine. */
class Canary {
  seen = 0;

  private constructor(private readonly server: Server) {
    server.on('connection', () => this.seen++);
  }

  static async start(): Promise<Canary> {
    const server = createServer((_request, response) => void response.end('{}'));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return new Canary(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  stop(): Promise<unknown> {
    return new Promise((done) => this.server.close(done));
  }
}

/** A sound connection but for one address. */
function detailsWith(field: string, address: string): ConnectionDetails {
  const [group = '', property = ''] = field.split('.');
  const account = { tenantId: 'contoso.example', clientId: 'client', clientSecret: 'secret' };
  const sound: Record<string, Record<string, unknown>> = {
    sales: { url: 'https://contoso.crm4.dynamics.com', ...account },
    businessCentral: { url: 'https://api.businesscentral.dynamics.com/v2.0/contoso.example/production', companyName: 'CRONUS', ...account },
    salesOrderUser: account,
  };
  return { ...sound, [group]: { ...sound[group], [property]: address } };
}

describe('the inner network', () => {
  let running: RunningConnectionSetup;
  let canary: Canary;
  let connection: ConnectionView;

  beforeAll(async () => {
    canary = await Canary.start();
    running = await RunningConnectionSetup.start({ TANDEM_ALLOW_LOOPBACK: 'false' });
    connection = await running.create({ name: 'Contoso' });
  });
  afterAll(async () => {
    await running?.stop();
    await canary?.stop();
  });

  const codeOf = (asked: Promise<unknown>): Promise<string> =>
    asked.then(
      () => 'accepted',
      (thrown: unknown) => asFailure(thrown).code,
    );
  const addresses = (): string[] => [
    ...hosts.flatMap((host) => ['http', 'https'].map((scheme) => `${scheme}://${host}${/[#\\]/.test(host) ? '' : `:${canary.port}`}`)),
    ...otherSchemes,
  ];
  const refusal = /^setup\.(urlInvalid|badScheme|mustUseHttps|hostNotAllowed|urlReplace)$/;
  const changed = async (details: ConnectionDetails): Promise<string> => {
    const changes = await running.sealed<ConnectionChanges>(details);
    return codeOf(running.bus.ask(changeConnection, { connectionId: connection.id, changes }));
  };

  it('is asked about for every property that takes an address', () => {
    const named = ['sales', 'businessCentral', 'salesOrderUser'].flatMap((group) => {
      const [type] = getMetadataStorage()
        .getTargetValidationMetadatas(ConnectionDetails, '', false, false)
        .filter(({ propertyName }) => propertyName === group)
        .map(({ propertyName }) => Reflect.getMetadata('design:type', ConnectionDetails.prototype, propertyName) as new () => object);
      const properties = getMetadataStorage().getTargetValidationMetadatas(type!, '', false, false);
      return [...new Set(properties.map(({ propertyName }) => propertyName))]
        .filter((name) => /url|authority|address|endpoint/i.test(name))
        .map((name) => `${group}.${name}`);
    });
    expect(named.sort()).toEqual(addressFields.map(({ name }) => name).sort());
  });

  it.each(addressFields.map(({ name }) => name))('is not entered as %s, and gets no request', async (field) => {
    for (const address of addresses())
      expect([address, await changed(detailsWith(field, address))]).toEqual([address, expect.stringMatching(refusal)]);
    await running.bus.ask(testConnection, { connectionId: connection.id });
    expect(canary.seen).toBe(0);
  });

  it('is not entered in a connection string either', async () => {
    for (const address of addresses()) {
      const connectionString = `Url=${address};UserName=tandem@contoso.example;Password={PASSWORD};AuthType=Office365`;
      expect(await changed({ sales: { connectionString, password: 'secret' } })).not.toBe('accepted');
    }
    expect(canary.seen).toBe(0);
  });

  it('gets no request from a step of the guide', async () => {
    for (const address of addresses()) {
      const input = await running.sealed({ sales: { url: address } });
      await codeOf(running.bus.ask(enterSetupStep, { connectionId: connection.id, step: 'sales-address', input }));
    }
    expect(canary.seen).toBe(0);
  });
});
