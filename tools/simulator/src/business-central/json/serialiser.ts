/** Writers of rows as JSON, prepared once per combination of set, $select and $expand, because a page has thousands of rows. */
import type { EntitySet, Property } from '../catalogue/entity-set';
import type { Row, Value } from '../store/column';
import type { Company } from '../store/company';
import { Expansion, ReadOptions } from '../query/read-options';
import { readPage } from '../query/read-page';
import { etagPlace, etagText } from './etag';

export type WriteRow = (row: Row, company: Company) => string;

export interface Writing {
  /** `odata.metadata=none` leaves the ETags out. */
  readonly withEtags: boolean;
}

const needsEscape = /["\\\u0000-\u001f\ud800-\udfff]/;

const quote = (text: string): string => (needsEscape.test(text) ? JSON.stringify(text) : `"${text}"`);

const json = (value: Value): string => (typeof value === 'string' ? quote(value) : String(value));

/** Writes the members of an entity without the enclosing braces, so that a context can be put before them. */
export function membersWriter(set: EntitySet, { select, expand }: Pick<ReadOptions, 'select' | 'expand'>, writing: Writing): WriteRow {
  const properties = (select ?? [...set.properties.values()]).filter((property) => !property.writeOnly);
  const writers = [...properties.map(propertyWriter), ...expand.map((expansion) => expansionWriter(expansion, writing))];
  if (!writing.withEtags) return (row, company) => joined(writers, row, company);
  const version = etagPlace(set);
  return (row, company) => {
    let text = `"@odata.etag":"W/\\"${etagText(row[version] as number)}\\""`;
    for (const write of writers) text += `,${write(row, company)}`;
    return text;
  };
}

function joined(writers: readonly WriteRow[], row: Row, company: Company): string {
  return writers.map((write) => write(row, company)).join(',');
}

function propertyWriter({ name, place, read, type, values }: Property): WriteRow {
  const head = `"${name}":`;
  if (place === undefined) return (row, company) => head + json(read(row, company));
  if (type === 'Edm.String' && !values) return (row) => head + quote(row[place] as string);
  if (type === 'Edm.Decimal' || type === 'Edm.Boolean' || type === 'Edm.Int32') return (row) => head + String(row[place]);
  return (row) => head + json(row[place] as Value);
}

function expansionWriter({ navigation, set, options }: Expansion, writing: Writing): WriteRow {
  const write = membersWriter(set, options, writing);
  const head = `"${navigation.name}":`;
  return (row, company) => {
    const related = navigation.rows(row, company);
    if (!navigation.many) return head + (related[0] ? `{${write(related[0], company)}}` : 'null');
    const { rows } = readPage(company, set, options, Infinity, related);
    return `${head}[${rows.map((each) => `{${write(each, company)}}`).join(',')}]`;
  };
}
