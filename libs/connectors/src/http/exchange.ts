/** What comes of one HTTP request: an answer, or nothing that could be read as one. */
import { IncomingHttpHeaders } from 'node:http';
import { Failure } from '@tandem/domain/failure';

/** A request to a service. `url` is absolute. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The service answered, with whatever status. */
export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** No whole answer arrived. `sent` is false only where it is certain that the service saw nothing of the request. */
export interface Unanswered {
  readonly kind: 'unanswered';
  readonly sent: boolean;
  readonly failure: Failure;
}

export type Exchange = Answer | Unanswered;

/** One header of an answer as text; repeated headers give the first. */
export const headerOf = (answer: Answer, name: string): string | undefined => {
  const value = answer.headers[name];
  return Array.isArray(value) ? value[0] : value;
};
