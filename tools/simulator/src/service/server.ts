import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ControlApi } from './control/control-api';
import type { ServiceAnswer, ServiceRequest } from './exchange';
import { RequestPipeline, type Outcome } from './request-pipeline';
import type { ServiceCore } from './service-core';
import type { SimulatedService } from './simulated-service';

/** The HTTP/1.1 server of one simulated service; control API and token endpoint are on the same port. */
export interface RunningServer {
  readonly url: string;
  readonly port: number;
  /** Ends at once, open connections included. */
  close(): Promise<void>;
}

export interface ServerAddress {
  host: string;
  /** 0 = any free one. */
  port: number;
}

export async function startServer(core: ServiceCore, service: SimulatedService, address: ServerAddress): Promise<RunningServer> {
  const pipeline = new RequestPipeline(core, service);
  const control = new ControlApi(core, service);
  const server = createServer({ keepAliveTimeout: 60_000, maxHeaderSize: 131_072 }, (incoming, outgoing) => {
    receive(incoming, (request) => {
      const answering = request.path.startsWith('/_control/') ? control.answer(request) : pipeline.run(request);
      answering.then(
        (outcome) => send(outgoing, outcome),
        (error: unknown) => send(outgoing, crashed(error)),
      );
    });
  });
  await listen(server, address);
  const { port } = server.address() as AddressInfo;
  const url = `http://${address.host}:${port}`;
  for (const resource of [url, `http://localhost:${port}`, `http://127.0.0.1:${port}`, ...service.resources])
    core.tokenEndpoint.resources.add(resource);
  return { url, port, close: () => close(server) };
}

function receive(incoming: IncomingMessage, handle: (request: ServiceRequest) => void): void {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    const url = incoming.url ?? '/';
    const mark = url.indexOf('?');
    handle({
      method: incoming.method ?? 'GET',
      path: mark < 0 ? url : url.slice(0, mark),
      query: mark < 0 ? '' : url.slice(mark + 1),
      headers: incoming.headers,
      body: chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks),
    });
  });
}

function send(outgoing: ServerResponse, outcome: Outcome): void {
  if ('status' in outcome) return write(outgoing, outcome);
  const { answer, bytes } = outcome;
  if (answer === undefined || bytes === 0) return void outgoing.destroy();
  const body = Buffer.from(answer.body);
  outgoing.writeHead(answer.status, { ...answer.headers, 'Content-Length': body.length });
  outgoing.write(body.subarray(0, bytes), () => outgoing.destroy());
}

function write(outgoing: ServerResponse, answer: ServiceAnswer): void {
  const length = typeof answer.body === 'string' ? Buffer.byteLength(answer.body) : answer.body.length;
  const bodyless = answer.status === 204 || answer.status === 304;
  outgoing.writeHead(answer.status, bodyless ? answer.headers : { ...answer.headers, 'Content-Length': length });
  outgoing.end(bodyless ? undefined : answer.body);
}

function crashed(error: unknown): ServiceAnswer {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  return {
    status: 500,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ error: { code: 'simulator-bug', message: String(error) } }),
  };
}

function listen(server: Server, { host, port }: ServerAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
