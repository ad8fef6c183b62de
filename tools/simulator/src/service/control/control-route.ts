import { ControlError } from '../controlled-rows';

/** One route of the control API: `path` below `/_control` with `{name}` segments. What it returns is the JSON answer. */
export interface ControlRoute {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  run(call: ControlCall): unknown;
}

export interface ControlCall {
  /** Decoded `{name}` segments. */
  segments: Record<string, string>;
  query: URLSearchParams;
  /** The JSON object sent; empty when there was none. */
  body: Record<string, unknown>;
}

/** The segments when the route fits, else `undefined`. */
export function segmentsOf(route: ControlRoute, method: string, path: string): Record<string, string> | undefined {
  if (route.method !== method) return undefined;
  const [wanted, given] = [route.path.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const segments: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    const actual = decodeURIComponent(given[at] ?? '');
    if (part.startsWith('{')) segments[part.slice(1, -1)] = actual;
    else if (part !== actual) return undefined;
  }
  return segments;
}

export function segment(call: ControlCall, name: string): string {
  const value = call.segments[name];
  if (value === undefined) throw new ControlError(`The route has no segment '${name}'.`);
  return value;
}

/** A whole number of the query string, or the default. */
export function numberOf(call: ControlCall, name: string, otherwise: number): number {
  const text = call.query.get(name);
  if (text === null) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new ControlError(`'${name}' must be a whole number of at least 0.`);
  return value;
}
