/** Query strings and literals of OData 4.0. */
import { Value } from '@tandem/domain/value';

/** Joins options to a query string, each value encoded once; options without a value are left out. */
export const queryString = (options: Readonly<Record<string, string | undefined>>): string => {
  const parts = Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${encodeQuery(value)}`]));
  return parts.length ? `?${parts.join('&')}` : '';
};

/** Characters that a query may carry as they are keep long lists of ids short. */
const encodeQuery = (value: string): string =>
  encodeURIComponent(value).replace(/%(2C|3A|40|24|2F|3B)/g, (escape) => decodeURIComponent(escape));

/** Text in single quotes, quotes doubled. */
export const textLiteral = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** Kinds whose literals stand without quotes. */
export type LiteralKind = 'quoted' | 'bare';

/** A value as a literal of `$filter`. Ids, dates and stamps stand bare, text is quoted. */
export const literal = (value: Value, kind: LiteralKind): string =>
  typeof value === 'string' && kind === 'quoted' ? textLiteral(value) : String(value);

/** Cuts a list into consecutive pieces of at most `size`. */
export const piecesOf = <T>(items: readonly T[], size: number): T[][] => {
  const pieces: T[][] = [];
  for (let start = 0; start < items.length; start += size) pieces.push(items.slice(start, start + size));
  return pieces;
};

/** Cuts a list into consecutive pieces that stay within `longest` characters once they are encoded; a single longer item stands alone. */
export const piecesByLength = (items: readonly string[], longest: number): string[][] => {
  const pieces: string[][] = [];
  let room = 0;
  for (const item of items) {
    const length = encodeQuery(item).length + separatorLength;
    if (length > room || !pieces.length) {
      pieces.push([]);
      room = longest;
    }
    room -= length;
    pieces.at(-1)?.push(item);
  }
  return pieces;
};

/** ` or ` as it is encoded. */
const separatorLength = '%20or%20'.length;
