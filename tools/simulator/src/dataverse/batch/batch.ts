import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { ServiceAnswer } from '../../service/exchange';
import { preferencesOf } from '../access/preferences';
import { errorAnswer } from '../answers';
import { DataverseError, refusals } from '../dataverse-error';
import { runOperation } from '../operations/run-operation';
import type { Operation } from '../operations/operation';
import { Transaction } from '../storage/transaction';
import { innerRequest, type InnerRequest } from './inner-request';
import { boundaryOf, readParts, withLineEnds, type MultipartPart } from './multipart';

/** `POST $batch`: up to 1,000 requests in order; change sets are atomic; the first failure stops unless continue-on-error is preferred. */

const mostRequests = 1000;

interface PartAnswer {
  readonly status: number;
  readonly text: string;
  readonly rowsRead: number;
  readonly rowsWritten: number;
}

type Item = { readonly single: InnerRequest } | { readonly members: InnerRequest[] };

export function runBatch(operation: Operation): ServiceAnswer {
  const { context } = operation;
  if (operation.method !== 'POST') throw refusals.method(operation.method);
  const items = itemsOf(operation);
  const answers: PartAnswer[] = [];
  for (const item of items) {
    const answer = 'single' in item ? single(operation, item.single) : changeSet(operation, item.members);
    answers.push(answer);
    if (answer.status >= 400 && !context.preferences.continueOnError) break;
  }
  const failed = context.preferences.continueOnError ? undefined : answers.find(({ status }) => status >= 400);
  const boundary = `batchresponse_${randomUUID()}`;
  const body = answers.map(({ text }) => `--${boundary}\r\n${text}\r\n`).join('');
  const applied = context.preferences.applied.join(',');
  return {
    status: failed?.status ?? 200,
    headers: {
      'Content-Type': `multipart/mixed; boundary=${boundary}`,
      'OData-Version': '4.0',
      ...(applied === '' ? {} : { 'Preference-Applied': applied }),
    },
    body: `${body}--${boundary}--\r\n`,
    rowsRead: answers.reduce((sum, { rowsRead }) => sum + rowsRead, 0),
    rowsWritten: answers.reduce((sum, { rowsWritten }) => sum + rowsWritten, 0),
  };
}

function itemsOf({ context, body }: Operation): Item[] {
  const boundary = boundaryOf(context.headers['content-type']);
  if (boundary === undefined) throw refusals.payload('', 'The content type of a batch must be multipart/mixed with a boundary.');
  const text = withLineEnds(typeof body === 'string' ? body : body.toString('utf8'), context.switches.strictLineEnds);
  const items = readParts(text, boundary).map(itemOf);
  const count = items.reduce((sum, item) => sum + ('single' in item ? 1 : item.members.length), 0);
  if (count > mostRequests) throw refusals.payload('', `The batch contains ${count} requests; at most ${mostRequests} are allowed.`);
  return items;
}

function itemOf(part: MultipartPart): Item {
  const boundary = boundaryOf(part.headers['content-type']);
  if (boundary === undefined) return { single: innerRequest(part) };
  return { members: readParts(`${part.content}\r\n`, boundary).map(innerRequest) };
}

function operationOf(outer: Operation, inner: InnerRequest, changeSet?: Operation['changeSet']): Operation {
  const headers = { ...inner.headers };
  const context = { ...outer.context, headers, preferences: preferencesOf({ headers }) };
  return { method: inner.method, path: inner.path, query: inner.query, body: inner.body, context, changeSet };
}

function single(outer: Operation, inner: InnerRequest): PartAnswer {
  const answer = guarded(() => {
    if (inner.path === '$batch') throw refusals.payload('', 'A batch must not contain a batch.');
    return runOperation(operationOf(outer, inner));
  });
  return partAnswer(answer, inner.contentId);
}

/** Also what goes wrong before the operation runs (a bad Prefer header) is an answer of the part. */
function guarded(run: () => ServiceAnswer): ServiceAnswer {
  try {
    return run();
  } catch (error) {
    if (error instanceof DataverseError) return errorAnswer(error, false);
    throw error;
  }
}

function partAnswer(answer: ServiceAnswer, contentId: string | undefined): PartAnswer {
  const entity = answer.headers['OData-EntityId'];
  let head = `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}\r\n`;
  for (const name in answer.headers) head += `${name}: ${answer.headers[name]}\r\n`;
  if (entity !== undefined && answer.headers.Location === undefined) head += `Location: ${entity}\r\n`;
  const id = contentId === undefined ? '' : `Content-ID: ${contentId}\r\n`;
  const text = `Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n${id}\r\n${head}\r\n${answer.body.toString()}`;
  return { status: answer.status, text, rowsRead: answer.rowsRead ?? 0, rowsWritten: answer.rowsWritten ?? 0 };
}

/** All members or none; a failure gives a single error part. */
function changeSet(outer: Operation, members: readonly InnerRequest[]): PartAnswer {
  const { database, caller } = outer.context;
  const transaction = new Transaction(database, { writer: caller.writer, recordHistory: true });
  const references = new Map<string, string>();
  const parts: string[] = [];
  for (const member of members) {
    const answer = guarded(() => runMember(outer, member, { transaction, references }));
    if (answer.status >= 400) {
      transaction.rollback();
      return partAnswer(answer, member.contentId);
    }
    const entity = answer.headers['OData-EntityId'] ?? answer.headers.Location;
    if (member.contentId !== undefined && entity !== undefined)
      references.set(`$${member.contentId}`, entity.slice(outer.context.api.length + 1));
    parts.push(partAnswer(answer, member.contentId).text);
  }
  transaction.commit();
  const boundary = `changesetresponse_${randomUUID()}`;
  const text = `Content-Type: multipart/mixed; boundary=${boundary}\r\n\r\n${parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('')}--${boundary}--`;
  return { status: 200, text, rowsRead: 0, rowsWritten: transaction.rowsWritten };
}

function runMember(outer: Operation, member: InnerRequest, scope: NonNullable<Operation['changeSet']>): ServiceAnswer {
  if (member.method === 'GET') throw refusals.payload('', 'GET requests are not allowed inside a change set.');
  if (member.contentId === undefined) throw refusals.payload('', 'Each operation of a change set needs a Content-ID header.');
  return runOperation(operationOf(outer, { ...member, path: resolved(member.path, scope.references) }, scope));
}

/** `$1/…` in a URL stands for the entity of an earlier member. */
function resolved(path: string, references: ReadonlyMap<string, string>): string {
  const [, reference, rest = ''] = /^(\$\d+)(\/.*)?$/.exec(path) ?? [];
  if (reference === undefined) return path;
  const entity = references.get(reference);
  if (entity === undefined)
    throw new DataverseError(400, '0x80060888', `Content-ID Reference: '${reference}' does not exist in the batch context.`);
  return `${entity}${rest}`;
}
