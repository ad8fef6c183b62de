import { createServer, Server } from 'node:net';

/** So many ports of the loopback interface in a row that nobody listens on at this moment. */
export async function neighbouringPorts(count: number): Promise<[number, ...number[]]> {
  for (;;) {
    const first = await listen(0);
    const rest = await Promise.all(Array.from({ length: count - 1 }, (_, index) => listen(portOf(first) + 1 + index)));
    const ports = [first, ...rest].map(portOf);
    await Promise.all([first, ...rest].map(close));
    if (!ports.includes(0)) return ports as [number, ...number[]];
  }
}

const listen = (port: number): Promise<Server | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined)).listen(port, '127.0.0.1', () => resolve(server));
  });

function portOf(server: Server | undefined): number {
  const address = server?.address();
  return typeof address === 'object' && address ? address.port : 0;
}

const close = (server: Server | undefined): Promise<void> => new Promise((resolve) => (server ? server.close(() => resolve()) : resolve()));
