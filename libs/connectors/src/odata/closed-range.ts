/** Reads a page again up to its stored end, following links where rows have shifted onto later pages. */
import { JsonObject } from '../http/json-answer';
import { Collection } from './collection';

/** Rows may shift by insertions before a page is read again; its end is looked for on so many pages more. */
const mostFurtherPages = 3;

export interface ClosedRange<Target> {
  readonly from: Target;
  /** Id of the page's last entry. */
  readonly until: string;
  readonly read: (target: Target) => Promise<Collection>;
  /** The target of a next link. */
  readonly follow: (link: string) => Target;
  readonly idOf: (entry: JsonObject) => string;
}

/** The entries up to the end, `found` false where the end is not there any more: then entries of later pages may be among them. */
export const readClosedRange = async <Target>(range: ClosedRange<Target>): Promise<{ entries: JsonObject[]; found: boolean }> => {
  const entries: JsonObject[] = [];
  if (range.until === '') return { entries, found: true };
  let target: Target | undefined = range.from;
  for (let further = 0; target !== undefined && further <= mostFurtherPages; further++) {
    const page: Collection = await range.read(target);
    const end = page.rows.findIndex((row) => range.idOf(row) === range.until);
    entries.push(...(end < 0 ? page.rows : page.rows.slice(0, end + 1)));
    if (end >= 0) return { entries, found: true };
    target = page.nextLink === undefined ? undefined : range.follow(page.nextLink);
  }
  return { entries, found: false };
};
