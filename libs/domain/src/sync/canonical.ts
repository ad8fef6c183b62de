/** One form for values that mean the same, so that comparing two systems compares meaning and not spelling. */
import { Column } from '../tables/column';
import { Value } from '../value';

const zeroGuid = '00000000-0000-0000-0000-000000000000';
const emptyDate = '0001-01-01';

/** Blank in any of its spellings: null, empty text, Business Central's zero id and empty date. */
export const isBlankValue = (value: Value | undefined): boolean =>
  value === undefined || value === null || value === '' || value === zeroGuid || value === emptyDate || value === `${emptyDate}T00:00:00Z`;

const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));

const cut = (value: string, column: Column): string =>
  column.maxLength !== undefined && value.length > column.maxLength ? cutWholeCharacters(value, column.maxLength) : value;

/** Never leaves half of a surrogate pair behind. */
function cutWholeCharacters(value: string, length: number): string {
  const last = value.charCodeAt(length - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return value.slice(0, splitsPair ? length - 1 : length);
}

const isCode = (column: Column): boolean => column.kind === 'code' || column.kind === 'reference';

/** The value as the column would hold it: cut to its length, codes upper-cased and trimmed, numbers rounded, blanks as null. */
export function fitted(column: Column, value: Value | undefined): Value {
  if (value === undefined || isBlankValue(value)) return null;
  if (typeof value === 'number') return column.decimals === undefined ? value : rounded(value, column.decimals);
  if (typeof value !== 'string') return value;
  const text = cut(isCode(column) ? value.trim().toUpperCase() : value, column);
  return isBlankValue(text) ? null : text;
}

/** What a column of Business Central is given to make it blank; its text is never null. */
export function blankFor(column: Column): Value {
  switch (column.kind) {
    case 'text':
    case 'code':
    case 'reference':
      return '';
    case 'date':
      return emptyDate;
    case 'integer':
    case 'decimal':
      return 0;
    case 'boolean':
      return false;
    default:
      return null;
  }
}
