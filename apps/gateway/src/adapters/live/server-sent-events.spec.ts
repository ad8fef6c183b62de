import { createServer, get, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import type { FastifyReply } from 'fastify';
import { eventually } from '@tandem/platform/testing/eventually';
import { ServerSentEvents } from './server-sent-events';

describe('Server-Sent Events', () => {
  it('drop a client that does not read, instead of keeping everything for it', async () => {
    const { wire, dropped, stop } = await aClientThatDoesNotRead();
    const body = { text: 'x'.repeat(500_000) };
    await eventually(() => {
      wire.send({ id: 1, name: 'review', body });
      return dropped();
    });
    expect(() => wire.heartbeat()).not.toThrow();
    await stop();
  });

  it('tell those who keep them of a client that has left already', async () => {
    const { wire, dropped, leave, stop } = await aClientThatDoesNotRead();
    leave();
    await eventually(dropped);
    let told = false;
    wire.onClose(() => (told = true));
    expect(told).toBe(true);
    await stop();
  });
});

async function aClientThatDoesNotRead() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const opened = new Promise<ServerResponse>((resolve) =>
    server.once('request', (_request, response: ServerResponse) => resolve(response)),
  );
  const request = get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }).on('error', () => undefined);
  request.on('response', (response: IncomingMessage) => response.pause().on('error', () => undefined));
  const raw = await opened;
  let closed = false;
  const wire = ServerSentEvents.open({ raw, getHeaders: () => ({}), hijack: () => undefined } as unknown as FastifyReply);
  wire.onClose(() => (closed = true));
  const stop = async (): Promise<void> => {
    request.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { wire, dropped: () => closed, leave: () => void request.destroy(), stop };
}
