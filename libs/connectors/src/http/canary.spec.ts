import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo, Socket } from 'node:net';
import { AddressGuard } from './address-guard';
import { HttpTransport } from './http-transport';

const online = { allowLoopback: false, extraHosts: [] };

/** A server on this machine that nobody outside may get a request to. */
class Canary {
  readonly seen: string[] = [];

  private constructor(private readonly server: Server) {
    server.on('connection', (_socket: Socket) => this.seen.push('connection'));
    server.on('request', (request: IncomingMessage) => this.seen.push(request.url ?? ''));
  }

  static async start(answer: { status: number; location?: string } = { status: 200 }): Promise<Canary> {
    const server = createServer((_request, response) =>
      response.writeHead(answer.status, answer.location ? { location: answer.location } : {}).end('{}'),
    );
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return new Canary(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

describe('a server of the inner network', () => {
  let canary: Canary;
  beforeEach(async () => (canary = await Canary.start()));
  afterEach(() => canary.stop());

  const send = async (url: string, guard = new AddressGuard(online)): Promise<string> => {
    const transport = new HttpTransport(guard, { timeoutMs: 2_000 });
    const exchange = await transport.send({ method: 'GET', url, headers: { authorization: 'Bearer secret' } });
    await transport.close();
    return exchange.kind;
  };

  it.each([
    ...[
      '127.0.0.1',
      'localhost',
      'LOCALHOST',
      'localhost.',
      '127.1',
      '127.0.1',
      '2130706433',
      '0x7f000001',
      '0x7f.0.0.1',
      '0177.0.0.1',
      '0',
    ],
    ...['[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::7f00:1]', '[0:0:0:0:0:0:0:1]', '127.0.0.1.', '①②⑦.⓪.⓪.①', '127。0。0。1'],
    ...[
      'contoso.crm4.dynamics.com@127.0.0.1',
      '127.0.0.1#.crm4.dynamics.com',
      '127.0.0.1\\.crm4.dynamics.com',
      '127.0.0.1%00.crm4.dynamics.com',
    ],
  ])('gets no request under the name %s', async (host) => {
    for (const scheme of ['http', 'https']) expect(await send(`${scheme}://${host}:${canary.port}/metadata`)).not.toBe('answer');
    expect(canary.seen).toEqual([]);
  });

  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '0.0.0.0'])(
    'gets no request under the name of a service that now points to %s',
    async (address) => {
      const pointed = new AddressGuard(online, (_host, answer) => answer(null, [{ address, family: address.includes(':') ? 6 : 4 }]));
      expect(await send(`https://contoso.crm4.dynamics.com:${canary.port}/`, pointed)).not.toBe('answer');
      expect(canary.seen).toEqual([]);
    },
  );

  it('gets no request when a name is pointed to it between the look and the connection', async () => {
    const answers = ['20.1.2.3', '127.0.0.1'];
    const rebinding = new AddressGuard(online, (_host, answer) => answer(null, [{ address: answers.shift() ?? '127.0.0.1', family: 4 }]));
    const first = await new Promise((done) =>
      rebinding.lookup('contoso.crm4.dynamics.com', { all: true }, (error, addresses) => done(error ?? addresses)),
    );
    expect(first).toEqual([{ address: '20.1.2.3', family: 4 }]);
    expect(await send(`https://contoso.crm4.dynamics.com:${canary.port}/`, rebinding)).not.toBe('answer');
    expect(canary.seen).toEqual([]);
  });

  it.each([301, 302, 303, 307, 308])('gets no request because a service answers with a redirect (%i)', async (status) => {
    const service = await Canary.start({ status, location: `http://127.0.0.1:${canary.port}/metadata` });
    expect(await send(`http://127.0.0.1:${service.port}/`, new AddressGuard({ allowLoopback: true, extraHosts: [] }))).toBe('answer');
    await service.stop();
    expect([service.seen.length > 0, canary.seen]).toEqual([true, []]);
  });
});
