/** `$batch` as multipart/mixed: parts are whole HTTP requests, a nested multipart is a change set that succeeds or fails as one. */
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Call, Reply } from '../http/call';
import { badRequest } from '../http/wire-error';
import type { BatchRun, Operation, Result } from './batch-run';
import { mostOperations } from './json-batch';

type Part =
  { readonly kind: 'request'; readonly operation: Operation } | { readonly kind: 'changes'; readonly operations: readonly Operation[] };

export function answerMultipartBatch(run: BatchRun, call: Call, text: string): Reply {
  const parts = partsOf(text, boundaryOf(String(call.headers['content-type']))).map(readPart);
  const count = parts.reduce((sum, part) => sum + (part.kind === 'request' ? 1 : part.operations.length), 0);
  if (count > mostOperations) throw badRequest(`The batch request contains ${count} operations; the maximum is ${mostOperations}.`);
  const boundary = `batchresponse_${randomUUID()}`;
  const body = parts
    .map((part) => `--${boundary}\r\n${part.kind === 'request' ? single(run, part.operation) : changes(run, part.operations)}`)
    .join('');
  return {
    status: 200,
    headers: { 'Content-Type': `multipart/mixed; boundary=${boundary}`, 'OData-Version': '4.0' },
    body: `${body}--${boundary}--\r\n`,
  };
}

function boundaryOf(contentType: string): string {
  const [, quoted, bare] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (!boundary) throw badRequest('The boundary of the batch is missing.');
  return boundary;
}

function partsOf(text: string, boundary: string): string[] {
  const [, ...parts] = text.split(new RegExp(`(?:^|\\r?\\n)--${boundary.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`));
  return parts.filter((part) => !part.startsWith('--')).map((part) => part.replace(/^\r?\n/, ''));
}

function readPart(part: string): Part {
  const { headers, rest } = headersOf(part);
  const type = String(headers['content-type'] ?? '');
  if (/^multipart\/mixed/i.test(type))
    return { kind: 'changes', operations: partsOf(rest, boundaryOf(type)).map((each) => operationOf(headersOf(each))) };
  return { kind: 'request', operation: operationOf({ headers, rest }) };
}

function headersOf(text: string): { headers: IncomingHttpHeaders; rest: string } {
  const [, head = '', rest = ''] = /^((?:[^\r\n]+\r?\n)*)\r?\n?([\s\S]*)$/.exec(text) ?? [];
  const lines = head.split(/\r?\n/).filter((line) => line.includes(':'));
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).trim().toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { headers, rest };
}

function operationOf({ headers: outer, rest }: { headers: IncomingHttpHeaders; rest: string }): Operation {
  const [, method = '', url = '', after = ''] = /^([A-Z]+) (\S+) HTTP\/1\.1\r?\n([\s\S]*)$/.exec(rest) ?? [];
  if (method === '') throw badRequest('A part of the batch is not an HTTP request.');
  const { headers, rest: body } = headersOf(after);
  const id = outer['content-id'];
  return { id: id === undefined ? null : String(id), dependsOn: [], method, url, headers, body: () => parsed(body) };
}

function parsed(text: string): Record<string, unknown> {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    throw badRequest('Invalid Request Body');
  }
}

function single(run: BatchRun, operation: Operation): string {
  return run.all([operation]).map(partText).join('');
}

/** A failed change set answers with the one refusal. */
function changes(run: BatchRun, operations: readonly Operation[]): string {
  const results = run.together(operations);
  const failed = results.find(({ reply }) => reply.status >= 400 && reply.status !== 424);
  if (failed) return partText(failed);
  const boundary = `changesetresponse_${randomUUID()}`;
  const inner = results.map((result) => `--${boundary}\r\n${partText(result)}`).join('');
  return `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n${inner}--${boundary}--\r\n`;
}

function partText({ operation, reply }: Result): string {
  const id = operation.id === null ? '' : `Content-ID: ${operation.id}\r\n`;
  const headers = Object.entries(reply.headers)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join('');
  return `Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n${id}\r\nHTTP/1.1 ${reply.status} ${reply.status < 400 ? 'OK' : 'Error'}\r\n${headers}\r\n${reply.body}\r\n`;
}
