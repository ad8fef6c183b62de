/** Runs the operations of a batch in order. */
import type { IncomingHttpHeaders } from 'node:http';
import { parseAddress } from '../http/address';
import { Call, Reply, jsonReply } from '../http/call';
import type { Dispatcher } from '../http/dispatcher';
import { readPreferences } from '../http/preferences';
import { WireError, badRequest, resourceNotFound } from '../http/wire-error';
import type { Database } from '../store/database';

export interface Operation {
  readonly id: string | null;
  readonly dependsOn: readonly string[];
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  body(): Readonly<Record<string, unknown>>;
}

export interface Result {
  readonly operation: Operation;
  readonly reply: Reply;
}

const noQuery = new URLSearchParams();

const reverted = (): Reply =>
  jsonReply(
    424,
    new WireError(
      424,
      'BadRequest',
      'The operation was not carried out or was reverted, because another operation of the batch failed.',
    ).body(),
  );

export class BatchRun {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly database: Database,
    private readonly outer: Call,
  ) {}

  all(operations: readonly Operation[]): Result[] {
    const isolation = this.outer.headers['isolation'];
    if (isolation === undefined) return this.oneByOne(operations);
    if (String(isolation).toLowerCase() !== 'snapshot') throw badRequest(`The value '${isolation}' of the header Isolation is not valid.`);
    return this.together(operations);
  }

  /** Each operation commits alone; after a failure the others go on, unless the caller prefers otherwise. */
  private oneByOne(operations: readonly Operation[]): Result[] {
    const results: Result[] = [];
    const failed = new Set<string>();
    for (const operation of operations) {
      const blocked = operation.dependsOn.some((id) => failed.has(id));
      const reply = blocked ? reverted() : this.run(operation);
      results.push({ operation, reply });
      if (reply.status < 400) continue;
      if (operation.id !== null) failed.add(operation.id);
      if (!this.outer.preferences.continueOnError) break;
    }
    return results;
  }

  /** One session and one transaction: a failure reverts all, except what posting committed in between. */
  together(operations: readonly Operation[]): Result[] {
    const transaction = this.database.begin(this.outer.writer);
    const results: Result[] = [];
    for (const operation of operations) {
      const reply = this.run(operation, transaction);
      results.push({ operation, reply });
      if (reply.status < 400) continue;
      transaction.rollback();
      return operations.map((each) => ({ operation: each, reply: each === operation ? reply : reverted() }));
    }
    this.database.commit(transaction);
    return results;
  }

  private run(operation: Operation, within?: Parameters<Dispatcher['run']>[1]): Reply {
    try {
      return this.dispatcher.run(this.callOf(operation), within);
    } catch (error) {
      if (error instanceof WireError) return jsonReply(error.status, error.body());
      throw error;
    }
  }

  private callOf({ method, url, headers, body }: Operation): Call {
    const mark = url.indexOf('?');
    const path = mark < 0 ? url : url.slice(0, mark);
    const rawQuery = mark < 0 ? '' : url.slice(mark + 1);
    if (path.includes('$batch')) throw badRequest('A batch must not contain another batch.');
    const query = rawQuery === '' ? noQuery : new URLSearchParams(rawQuery);
    const { writer, origin } = this.outer;
    return {
      method,
      address: this.addressOf(path),
      query,
      rawQuery,
      headers,
      preferences: readPreferences(headers, method),
      writer,
      origin,
      body,
    };
  }

  /** Relative to the base of the API, or the whole path, or the whole address. */
  private addressOf(path: string): Call['address'] {
    if (/^https?:\/\//.test(path)) return parseAddress(new URL(path).pathname);
    if (path.startsWith('/')) return parseAddress(path);
    return { ...this.outer.address, segments: path.split('/').map(decoded) };
  }
}

function decoded(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    throw resourceNotFound(segment);
  }
}
