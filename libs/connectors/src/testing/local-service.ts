/** A hand-written HTTP service on loopback for specs: it answers what the spec says and remembers what it was asked. */
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface ReceivedRequest {
  readonly method: string;
  /** Path and query as they came, and decoded. */
  readonly url: string;
  readonly decoded: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** `drop`: the connection ends without an answer · `hang`: nothing comes · `cut`: the answer ends in the middle of its body. */
export type Reply =
  | 'drop'
  | 'hang'
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly json?: unknown;
      readonly body?: string;
      readonly cut?: boolean;
    };

export interface LocalService {
  readonly url: string;
  readonly requests: ReceivedRequest[];
  close(): Promise<void>;
}

/** Starts a service on a free port. */
export const localService = async (answer: (request: ReceivedRequest, count: number) => Reply | Promise<Reply>): Promise<LocalService> => {
  const requests: ReceivedRequest[] = [];
  const server = createServer({ maxHeaderSize: 65_536 }, (incoming, response) => {
    void receive(incoming).then(async (request) => {
      requests.push(request);
      send(await answer(request, requests.length), response);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, close };
};

const receive = async (incoming: IncomingMessage): Promise<ReceivedRequest> => {
  const body = await text(incoming);
  const url = incoming.url ?? '';
  return { method: incoming.method ?? '', url, decoded: decodeURIComponent(url), headers: incoming.headers, body };
};

const send = (reply: Reply, response: ServerResponse): void => {
  if (reply === 'hang') return;
  if (reply === 'drop') return void response.socket?.destroy();
  const body = reply.json === undefined ? (reply.body ?? '') : JSON.stringify(reply.json);
  const type = reply.json === undefined ? {} : { 'content-type': 'application/json; odata.metadata=minimal' };
  response.writeHead(reply.status ?? 200, { ...type, 'content-length': String(Buffer.byteLength(body)), ...reply.headers });
  if (!reply.cut) return void response.end(body);
  response.write(body.slice(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
};
