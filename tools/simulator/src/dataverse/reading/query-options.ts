import { refusals } from '../dataverse-error';
import type { Aliases } from './filter-parser';

/** The query string of a request: the system options that the Web API knows, and parameter aliases. */
export interface QueryOptions {
  readonly select?: string;
  readonly filter?: string;
  readonly orderby?: string;
  readonly top?: string;
  readonly expand?: string;
  readonly count?: string;
  readonly apply?: string;
  readonly skiptoken?: string;
  readonly deltatoken?: string;
  readonly id?: string;
  readonly aliases: Aliases;
}

const known = new Set(['select', 'filter', 'orderby', 'top', 'expand', 'count', 'apply', 'skiptoken', 'deltatoken', 'id']);

/** Options are case-sensitive; `$skip`, `$search`, `$format` and unknown ones are refused. `raw` is without the question mark. */
export function queryOptions(raw: string): QueryOptions {
  const options: Record<string, string> = {};
  const aliases = new Map<string, string>();
  for (const part of raw === '' ? [] : raw.split('&')) {
    if (part === '') continue;
    const at = part.indexOf('=');
    const name = decoded(at < 0 ? part : part.slice(0, at));
    const value = at < 0 ? '' : decoded(part.slice(at + 1));
    if (name.startsWith('@')) aliases.set(name, value);
    else options[checkedName(name, options)] = value;
  }
  return { ...options, aliases };
}

function checkedName(name: string, given: Record<string, string>): string {
  if (name === '$skip') throw refusals.shape('Skip Clause is not supported in CRM');
  const option = name.slice(1);
  if (!name.startsWith('$') || !known.has(option)) throw refusals.shape(`The query parameter ${name} is not supported`);
  if (option in given) throw refusals.syntax(`Query option '${name}' was specified more than once, but it must be specified at most once.`);
  return option;
}

export function decoded(text: string): string {
  try {
    return text.includes('%') || text.includes('+') ? decodeURIComponent(text.replaceAll('+', ' ')) : text;
  } catch {
    throw refusals.syntax(`The URI is malformed near '${text}'.`);
  }
}

/** A whole number option such as `$top`. */
export function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text))
    throw refusals.syntax(
      `Invalid value '${text}' for ${name} query option found. The ${name} query option requires a non-negative integer value.`,
    );
  return Number(text);
}

export function trueOrFalse(name: string, text: string | undefined): boolean {
  if (text === undefined || text === 'false') return false;
  if (text === 'true') return true;
  throw refusals.syntax(`Invalid value '${text}' for ${name} query option found. Valid values are 'true' or 'false'.`);
}
