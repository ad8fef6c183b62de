/** Places in a list that is sorted by a time and an id, newest first. */
import { Failure } from '@tandem/domain/failure';

export interface Place {
  /** Text, with the microseconds that a Date would lose. */
  readonly at: string;
  readonly id: string;
}

export const toCursor = ({ at, id }: Place): string => Buffer.from(`${at} ${id}`).toString('base64url');

/** @throws Failure `rejected` `list.badCursor` */
export function fromCursor(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const [, at, id] = /^(\S+) (\S+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (at === undefined || id === undefined || Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(id))
    throw new Failure('rejected', 'list.badCursor', 'The cursor is not one that a list has given.', {
      help: 'Leave the cursor out to begin anew.',
    });
  return { at, id };
}

/** Cuts the one row too many that tells whether more follow. */
export function paged<Row, Item>(
  rows: readonly Row[],
  limit: number,
  { place, view }: { place: (row: Row) => Place; view: (row: Row) => Item },
): { items: Item[]; nextCursor?: string } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(view), nextCursor: rows.length > limit && last ? toCursor(place(last)) : undefined };
}
