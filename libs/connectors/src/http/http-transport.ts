/** Sends single HTTP requests over kept-alive connections: checked addresses, one deadline for the whole exchange, no redirects, bounded answers. */
import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import { Agent } from 'undici';
import { AddressGuard } from './address-guard';
import { Exchange, HttpRequest } from './exchange';
import { unansweredBecause } from './unanswered';

export interface TransportSettings {
  /** Longest time from sending a request to the last byte of its answer, in milliseconds. */
  readonly timeoutMs: number;
  /** Longest time until a connection stands, in milliseconds. */
  readonly connectTimeoutMs: number;
  /** Connections per host. */
  readonly connections: number;
  /** Largest answer that is read, in bytes, after decompression. */
  readonly largestAnswer: number;
}

export const defaultTransportSettings: TransportSettings = {
  timeoutMs: 30_000,
  connectTimeoutMs: 5_000,
  connections: 64,
  largestAnswer: 256 * 1024 * 1024,
};

/** The path as the caller wrote it, so that nothing is encoded a second time. */
const pathOf = (address: string, url: URL): string =>
  address.startsWith(`${url.origin}/`) && !address.includes('#') ? address.slice(url.origin.length) : url.pathname + url.search;

const unzip = promisify(gunzip);

/** One per process; connections are shared by everything that talks to the same host. */
export class HttpTransport {
  private readonly agent: Agent;
  readonly settings: TransportSettings;

  constructor(
    readonly guard: AddressGuard,
    settings: Partial<TransportSettings> = {},
  ) {
    this.settings = { ...defaultTransportSettings, ...settings };
    this.agent = new Agent({
      connections: this.settings.connections,
      pipelining: 1,
      keepAliveTimeout: 10_000,
      connect: { timeout: this.settings.connectTimeoutMs, lookup: this.guard.lookup },
    });
  }

  /** Sends one request, once. Never throws for what the network or the service does. */
  async send(request: HttpRequest): Promise<Exchange> {
    let host = 'The service';
    try {
      const url = this.guard.check(request.url);
      host = url.host;
      return await this.exchange(request, url);
    } catch (error) {
      return unansweredBecause(error, host);
    }
  }

  /** Closes all connections once their requests are done. */
  async close(): Promise<void> {
    await this.agent.close();
  }

  private async exchange(request: HttpRequest, url: URL): Promise<Exchange> {
    const compressed = url.protocol === 'https:';
    const { statusCode, headers, body } = await this.agent.request({
      origin: url.origin,
      path: pathOf(request.url, url),
      method: request.method,
      headers: compressed ? { ...request.headers, 'accept-encoding': 'gzip' } : request.headers,
      body: request.body ?? null,
      signal: AbortSignal.timeout(this.settings.timeoutMs),
    });
    const bytes = await this.readAll(body);
    const plain = headers['content-encoding'] === 'gzip' ? await unzip(bytes, { maxOutputLength: this.settings.largestAnswer }) : bytes;
    return { kind: 'answer', status: statusCode, headers, text: plain.toString('utf8') };
  }

  private async readAll(body: AsyncIterable<Buffer>): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of body) {
      size += chunk.length;
      if (size > this.settings.largestAnswer)
        throw Object.assign(new Error('The answer is larger than allowed.'), { code: 'ANSWER_TOO_LARGE' });
      chunks.push(chunk);
    }
    return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size);
  }
}
