/** Writers of rows as JSON, prepared once per combination of set, $select and $expand, because a page has thousands of rows. */
import type { EntitySet } from '../catalogue/entity-set';
import type { Expansion, ReadOptions } from '../query/read-options';
import { readPage } from '../query/read-page';
import { FieldText, RowText, etagField, joinFields, propertyText } from './field-text';

export interface Writing {
  /** `odata.metadata=none` leaves the ETags out. */
  readonly withEtags: boolean;
}

/** Writes the members of an entity without the enclosing braces, so that a context can be put before them. */
export function membersWriter(set: EntitySet, { select, expand }: Pick<ReadOptions, 'select' | 'expand'>, writing: Writing): RowText {
  const properties = (select ?? [...set.properties.values()]).filter((property) => !property.writeOnly);
  const expanded = expand.map((expansion) => expansionField(expansion, writing));
  return joinFields([...(writing.withEtags ? [etagField(set)] : []), ...properties.map(propertyText), ...expanded]);
}

function expansionField({ navigation, set, options }: Expansion, writing: Writing): FieldText {
  const write = membersWriter(set, options, writing);
  const text: RowText = (row, company) => {
    const related = navigation.rows(row, company);
    if (!navigation.many) return related[0] ? `{${write(related[0], company)}}` : 'null';
    const { rows } = readPage(company, set, options, Infinity, related);
    return `[${rows.map((each) => `{${write(each, company)}}`).join(',')}]`;
  };
  return { open: `"${navigation.name}":`, text, close: '' };
}
