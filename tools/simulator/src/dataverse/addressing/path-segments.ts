import { decoded } from '../reading/query-options';
import { refusals } from '../dataverse-error';

/** One segment of a path below the service root: `accounts(…)` has a name and a key. */
export interface PathSegment {
  readonly name: string;
  /** Percent-decoded content of the parentheses; undefined without them. */
  readonly key: string | undefined;
  /** As it was written. */
  readonly raw: string;
}

export function pathSegments(path: string): PathSegment[] {
  return path
    .split('/')
    .filter((part) => part !== '')
    .map((raw) => {
      const text = decoded(raw);
      const open = text.indexOf('(');
      if (open < 0) return { name: text, key: undefined, raw };
      if (!text.endsWith(')')) throw refusals.syntax(`Bad Request - Error in query syntax near '${text}'.`);
      return { name: text.slice(0, open), key: text.slice(open + 1, -1), raw };
    });
}
