/** One member of an entity as text: what stands before the value, the value, and what stands after it. */
import type { EntitySet, Property } from '../catalogue/entity-set';
import type { Row, Value } from '../store/column';
import type { Company } from '../store/company';
import { etagPlace, etagText } from './etag';

export type RowText = (row: Row, company: Company) => string;

/** `open` and `close` never change; neighbours' are joined beforehand, so that a row is written with few concatenations. */
export interface FieldText {
  readonly open: string;
  readonly text: RowText;
  readonly close: string;
}

const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/;

const inQuotes = (text: string): string => (needsEscape.test(text) ? JSON.stringify(text).slice(1, -1) : text);

/** Types whose texts hold no character that JSON escapes. */
const plainTypes = new Set<Property['type']>(['Edm.Guid', 'Edm.Date', 'Edm.DateTimeOffset', 'Edm.TimeOfDay']);
const textTypes = new Set<Property['type']>([...plainTypes, 'Edm.String']);

export function propertyText({ name, place, read, type, values }: Property): FieldText {
  const value: (row: Row, company: Company) => Value = place === undefined ? read : (row) => row[place] as Value;
  if (!textTypes.has(type)) return { open: `"${name}":`, text: (row, company) => String(value(row, company)), close: '' };
  const plain = plainTypes.has(type) || values !== undefined;
  const text: RowText = plain ? (row, company) => value(row, company) as string : (row, company) => inQuotes(value(row, company) as string);
  return { open: `"${name}":"`, text, close: '"' };
}

export function etagField(set: EntitySet): FieldText {
  const place = etagPlace(set);
  return { open: '"@odata.etag":"W/\\"', text: (row) => etagText(row[place] as number), close: '\\""' };
}

/** Writes the fields one after the other, separated by commas. */
export function joinFields(fields: readonly FieldText[]): RowText {
  const texts = fields.map(({ text }) => text);
  const before = fields.map(({ open }, at) => (at === 0 ? open : `${fields[at - 1]?.close},${open}`));
  const end = fields.at(-1)?.close ?? '';
  return (row, company) => {
    let written = '';
    for (let at = 0; at < texts.length; at++) written += (before[at] as string) + (texts[at] as RowText)(row, company);
    return written + end;
  };
}
