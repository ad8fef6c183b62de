/** Reads answers that must be JSON: what looks like a login page, a cut body or another kind of content is a transport failure, never an empty result. */
import { Failure } from '@tandem/domain/failure';
import { Answer, headerOf } from './exchange';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a parsed value is a JSON object. */
export const isJsonObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The failure for an answer that can't be what the service meant to say. */
export const unexpectedAnswer = (what: string, status?: number): Failure =>
  new Failure('transient', 'service.unexpectedAnswer', `The answer of the service could not be used: ${what}.`, {
    status,
    help: 'Tried again by itself; if it lasts, something between Tandem and the service (proxy, sign-in page) answers instead of it.',
  });

/** The JSON object in a successful answer. */
export const jsonOf = (answer: Answer): JsonObject => {
  if (answer.status < 200 || answer.status > 299) throw unexpectedAnswer(`status ${answer.status}`, answer.status);
  const type = headerOf(answer, 'content-type') ?? 'none';
  if (!/^application\/json\b/i.test(type)) throw unexpectedAnswer(`content type ${type.slice(0, 60)}`, answer.status);
  const parsed = parseJson(answer.text);
  if (!isJsonObject(parsed)) throw unexpectedAnswer('incomplete JSON', answer.status);
  return parsed;
};

/** The parsed text, or undefined where it is not JSON. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
