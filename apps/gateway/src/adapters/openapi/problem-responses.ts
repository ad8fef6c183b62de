/** The errors that an operation may answer with, as the document names them. */
import { Operation } from '../http/operation';
import { Route } from '../http/routes';

const meanings = {
  400: 'The request does not have the form that the operation takes.',
  401: 'Nobody is known to be calling.',
  403: 'The caller does not have the role.',
  404: 'What the address names does not exist, or not for this caller.',
  409: 'Something must come first, or both sides have changed.',
  412: 'The setting has been changed since it was read.',
  413: 'The body is larger than 1 MB.',
  415: 'The body is not JSON.',
  422: 'A rule says no.',
  424: 'The set-up of the connection needs attention.',
  429: 'Too many requests; see Retry-After.',
  500: 'Something unexpected happened.',
  503: 'Not available at the moment; see Retry-After.',
} as const;
type ProblemStatus = keyof typeof meanings;

/** One response per status, for `components.responses`. */
export function problemResponses(content: object): Record<string, object> {
  return Object.fromEntries(Object.entries(meanings).map(([status, description]) => [`Problem${status}`, { description, content }]));
}

/** References to the problem responses of a route. */
export function problemsOf(route: Route, operation: Operation): Record<string, object> {
  return Object.fromEntries(statusesOf(route, operation).map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]));
}

function statusesOf({ access, method, path }: Route, { input, starts, versioned }: Operation): ProblemStatus[] {
  if (access === 'anybody') return [500, 503];
  const about = path.includes(':') ? ([404] as const) : [];
  const body = input && /^(POST|PUT|PATCH)$/.test(method) ? ([413, 415, 422] as const) : [];
  const effects = starts || versioned === 'write' || method === 'DELETE' ? ([409, 424] as const) : [];
  const version = versioned === 'write' ? ([412] as const) : [];
  return [400, 401, 403, ...about, ...effects, ...version, ...body, 429, 500, 503];
}
