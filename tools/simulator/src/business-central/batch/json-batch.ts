/** `$batch` in its JSON form: up to 100 operations, alone or (`Isolation: snapshot`) as one transaction. */
import type { IncomingHttpHeaders } from 'node:http';
import { Call, Reply, jsonReply } from '../http/call';
import { badRequest } from '../http/wire-error';
import type { BatchRun } from './batch-run';

export const mostOperations = 100;

interface JsonOperation {
  id?: unknown;
  method?: unknown;
  url?: unknown;
  headers?: Record<string, unknown>;
  dependsOn?: unknown[];
  body?: unknown;
}

export function answerJsonBatch(run: BatchRun, call: Call): Reply {
  const { requests } = call.body() as { requests?: unknown };
  if (!Array.isArray(requests)) throw badRequest("Invalid Request Body: the property 'requests' is missing.");
  if (requests.length > mostOperations)
    throw badRequest(`The batch request contains ${requests.length} operations; the maximum is ${mostOperations}.`);
  requests.forEach(refuseMalformed);
  refuseDuplicateIds(requests as JsonOperation[]);
  const operations = (requests as JsonOperation[]).map((request) => ({
    id: request.id === undefined ? null : String(request.id),
    dependsOn: (request.dependsOn ?? []).map(String),
    method: textOf(request.method, 'method').toUpperCase(),
    url: textOf(request.url, 'url'),
    headers: lowerCased(request.headers),
    body: () => bodyOf(request.body),
  }));
  const results = run.all(operations);
  const text = results.map(({ operation, reply }) => responseText(operation.id, reply)).join(',');
  const sum = (count: 'rowsRead' | 'rowsWritten') => results.reduce((total, { reply }) => total + (reply[count] ?? 0), 0);
  return jsonReply(200, `{"responses":[${text}]}`, { rowsRead: sum('rowsRead'), rowsWritten: sum('rowsWritten') });
}

function refuseMalformed(request: unknown): void {
  const isObject = typeof request === 'object' && request !== null;
  const { dependsOn, headers } = isObject ? (request as JsonOperation) : {};
  if (!isObject || (dependsOn !== undefined && !Array.isArray(dependsOn)) || (headers !== undefined && typeof headers !== 'object'))
    throw badRequest('Invalid Request Body: a request of the batch is malformed.');
}

function refuseDuplicateIds(requests: readonly JsonOperation[]): void {
  const ids = requests.map(({ id }) => id).filter((id) => id !== undefined);
  if (new Set(ids).size !== ids.length) throw badRequest('The ids of the requests of a batch must be unique.');
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== 'string') throw badRequest(`Invalid Request Body: the property '${name}' of a request is missing.`);
  return value;
}

function bodyOf(body: unknown): Record<string, unknown> {
  if (body === undefined || body === null) return {};
  if (typeof body !== 'object' || Array.isArray(body)) throw badRequest('Invalid Request Body');
  return body as Record<string, unknown>;
}

function lowerCased(headers: Record<string, unknown> = {}): IncomingHttpHeaders {
  const lower: Record<string, string> = {};
  for (const name in headers) lower[name.toLowerCase()] = String(headers[name]);
  return lower;
}

const plainHeaders = '"content-type":"application/json; odata.metadata=minimal","odata-version":"4.0"';

function responseText(id: string | null, { status, headers, body }: Reply): string {
  const location = headers['Location'];
  const shown = location === undefined ? plainHeaders : `${plainHeaders},"location":${JSON.stringify(location)}`;
  return `{"id":${JSON.stringify(id)},"status":${status},"headers":{${shown}}${body === '' ? '' : `,"body":${body}`}}`;
}
