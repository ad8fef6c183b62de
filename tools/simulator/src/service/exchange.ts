import type { IncomingHttpHeaders } from 'node:http';

/** One request and its answer as plain values, so that the rules of a service never touch a socket. */

/** A request as it arrived. `path` and `query` are raw (percent-encoded); `query` has no leading `?`; header names are lower case. */
export interface ServiceRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What a service answers. `rowsRead` and `rowsWritten` feed the latency model and the counters. */
export interface ServiceAnswer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
  readonly rowsRead?: number;
  readonly rowsWritten?: number;
}

/** The value of one header, whatever form node gave it; `undefined` when absent. */
export function headerOf(request: Pick<ServiceRequest, 'headers'>, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

export function jsonAnswer(status: number, value: unknown, headers: Record<string, string> = {}): ServiceAnswer {
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers }, body: JSON.stringify(value) };
}

export function emptyAnswer(status: number, headers: Record<string, string> = {}): ServiceAnswer {
  return { status, headers, body: '' };
}

export function textAnswer(status: number, body: string, contentType = 'text/plain'): ServiceAnswer {
  return { status, headers: { 'Content-Type': contentType }, body };
}
