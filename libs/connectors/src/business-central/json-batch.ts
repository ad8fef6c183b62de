/** The JSON form of `$batch`: at most 100 operations, each on its own. */
import { isJsonObject, JsonObject } from '../http/json-answer';

/** One operation; `url` is below the API. */
export interface JsonOperation {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The answer to one operation. */
export interface OperationAnswer {
  readonly status: number;
  readonly headers: JsonObject;
  readonly body: unknown;
}

/** Business Central refuses batches of more operations. */
export const mostOperations = 100;

/** The operations as a request body, each named by its place. */
export const batchBody = (operations: readonly JsonOperation[]): string =>
  JSON.stringify({
    requests: operations.map((operation, index) => ({ id: String(index), ...operation, headers: operation.headers ?? {} })),
  });

/** The answers by the place of their operation; an operation that was not answered has none. */
export const batchAnswers = (body: JsonObject, count: number): (OperationAnswer | undefined)[] => {
  const answers: (OperationAnswer | undefined)[] = new Array<OperationAnswer | undefined>(count).fill(undefined);
  if (!Array.isArray(body.responses)) return answers;
  for (const response of body.responses.filter(isJsonObject)) {
    const place = Number(response.id);
    if (typeof response.status !== 'number' || !(place in answers)) continue;
    answers[place] = { status: response.status, headers: isJsonObject(response.headers) ? response.headers : {}, body: response.body };
  }
  return answers;
};
