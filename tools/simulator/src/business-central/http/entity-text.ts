/** Context and links of an answer, and the text of entities; writers are prepared once per $select. */
import type { EntitySet } from '../catalogue/entity-set';
import type { RowText } from '../json/field-text';
import { membersWriter } from '../json/serialiser';
import type { ReadOptions } from '../query/read-options';
import type { Row } from '../store/column';
import type { CompanyCall } from './call';

/** By set, because sets of two databases read through different counters and clocks; then by $select. */
const preparedWriters = new WeakMap<EntitySet, Map<string, RowText>>();
const mostPrepared = 200;

/** Filters inside $expand make a writer its own; everything else is kept for requests with the same $select. */
export function writerFor(set: EntitySet, options: Pick<ReadOptions, 'select' | 'expand'>, withEtags: boolean): RowText {
  if (options.expand.length > 0) return membersWriter(set, options, { withEtags });
  const writers = writersOf(set);
  const name = `${withEtags}${options.select?.map((property) => property.name).join(',') ?? '*'}`;
  let writer = writers.get(name);
  if (!writer) {
    if (writers.size > mostPrepared) writers.clear();
    writers.set(name, (writer = membersWriter(set, options, { withEtags })));
  }
  return writer;
}

function writersOf(set: EntitySet): Map<string, RowText> {
  let writers = preparedWriters.get(set);
  if (!writers) preparedWriters.set(set, (writers = new Map()));
  return writers;
}

const rootUrl = ({ origin, address }: CompanyCall): string => origin + address.root;

export function contextOf(call: CompanyCall, set: EntitySet, suffix = ''): string {
  return `${rootUrl(call)}/$metadata#companies(${call.company.id})/${set.name}${suffix}`;
}

export function locationOf(call: CompanyCall, set: EntitySet, row: Row): string {
  return `${rootUrl(call)}/companies(${call.company.id})/${set.name}(${row[0]})`;
}

export function entityText(call: CompanyCall, set: EntitySet, row: Row, options: Pick<ReadOptions, 'select' | 'expand'>): string {
  const { withMetadata } = call.preferences;
  const members = writerFor(set, options, withMetadata)(row, call.company);
  return withMetadata ? `{"@odata.context":"${contextOf(call, set, '/$entity')}",${members}}` : `{${members}}`;
}

/** The same address with another $skiptoken. */
export function nextLink(call: CompanyCall, token: string): string {
  const kept = call.rawQuery.split('&').filter((part) => part !== '' && !/^(\$|%24)(skiptoken|skip)=/i.test(part));
  const path = [
    call.address.root,
    ...call.address.segments.map((segment) => encodeURIComponent(segment).replace(/%2C/g, ',').replace(/%3D/g, '=')),
  ].join('/');
  return `${call.origin}${path}?${[...kept, `$skiptoken=${token}`].join('&')}`;
}
