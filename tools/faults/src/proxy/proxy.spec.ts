import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import { Proxy } from './proxy';

describe('the proxy', () => {
  let server: Server;
  let proxy: Proxy;
  let seen: string[];
  let answer: { status: number; headers: Record<string, string> };

  beforeEach(async () => {
    seen = [];
    answer = { status: 200, headers: {} };
    server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      request.resume().on('end', () => response.writeHead(answer.status, answer.headers).end('x'.repeat(1_000)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    proxy = await Proxy.before({ url, random: () => 0.5 });
  });

  afterEach(async () => {
    await proxy.stop();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const ask = async (options: RequestInit = {}): Promise<string> => (await fetch(`${proxy.url}/rows`, options)).text();

  it('passes requests and answers on', async () => {
    expect(await ask({ method: 'POST', body: 'y'.repeat(300_000) })).toHaveLength(1_000);
    expect(proxy.exchanges).toMatchObject([{ requestLine: 'POST /rows HTTP/1.1', status: 200, fate: 'passed' }]);
  });

  it('loses an answer after the server has done the work', async () => {
    proxy.set({ dropAnswers: 1 });
    await expect(ask({ method: 'POST' })).rejects.toThrow();
    expect([seen, proxy.exchanges[0]?.fate]).toEqual([['POST /rows'], 'dropped']);
  });

  it('loses only the share that was asked for', async () => {
    proxy.set({ dropAnswers: 0.4 });
    expect(await ask()).toHaveLength(1_000);
  });

  it('resets a request before the server has seen it', async () => {
    proxy.set({ resetRequests: 1 });
    await expect(ask({ method: 'POST' })).rejects.toThrow();
    expect([seen, proxy.exchanges[0]?.fate]).toEqual([[], 'reset']);
  });

  it('breaks an answer off', async () => {
    proxy.set({ truncateAnswers: 1 });
    await expect(ask()).rejects.toThrow();
    expect(proxy.exchanges[0]?.fate).toBe('truncated');
  });

  it('holds answers back', async () => {
    proxy.set({ latencyMs: 150 });
    const start = performance.now();
    await ask();
    expect(performance.now() - start).toBeGreaterThan(140);
  });

  it('falls silent, and only the client’s own patience ends that', async () => {
    proxy.set({ halfOpen: true });
    await expect(ask({ signal: AbortSignal.timeout(200) })).rejects.toThrow(/timeout/i);
    expect(seen).toEqual([]);
  });

  it('reads what a refusal asks for', async () => {
    answer = { status: 429, headers: { 'Retry-After': '7' } };
    await ask();
    expect(proxy.exchanges[0]).toMatchObject({ status: 429, retryAfter: 7 });
  });
});
