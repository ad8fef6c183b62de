/** References of a chunk: what records name of other records, and what the couplings answered. */
import { ReferenceField } from '../mapping/field-mapping';
import { Surroundings } from '../mapping/surroundings';
import { Column } from '../tables/column';
import { Direction, Value, Values } from '../value';
import { fitted, isBlankValue } from './canonical';

/** What a record needs: a record of another mapping, by its business key (source Business Central) or its Sales id. */
export interface Need {
  readonly mapping: string;
  readonly by: 'businessKey' | 'salesId';
  readonly value: string;
}

/** A coupling that answers a need. */
export interface Known {
  readonly mapping: string;
  readonly businessCentralId: string;
  readonly salesId: string;
  readonly businessKey: string | null;
}

const keyOf = (mapping: string, by: Need['by'], value: string): string => `${mapping}\n${by}\n${value}`;

/** The couplings that were found for the references of a chunk. */
export class References {
  private readonly known = new Map<string, Known>();

  constructor(found: Iterable<Known> = []) {
    for (const reference of found) this.add(reference);
  }

  add(reference: Known): void {
    this.known.set(keyOf(reference.mapping, 'salesId', reference.salesId), reference);
    if (reference.businessKey !== null) this.known.set(keyOf(reference.mapping, 'businessKey', reference.businessKey), reference);
  }

  find({ mapping, by, value }: Need): Known | undefined {
    return this.known.get(keyOf(mapping, by, value));
  }
}

/** How a reference stands on the side it comes from: the path that counts and its value; null when blank. */
interface Named {
  readonly column: string;
  readonly mapping: string;
  readonly value: string;
}

/** The first filled path of a record of Business Central. */
function namedInBusinessCentral(field: ReferenceField, row: Values, local: string): Named | null {
  for (const path of field.paths) {
    const value = row[path.column];
    const isLocal = field.blankMeans === 'localCurrency' && value === local;
    if (!isBlankValue(value) && !isLocal) return { ...path, value: String(value).trim().toUpperCase() };
  }
  return null;
}

/** The needs that the reference of a source record stands for; several when the lookup may be answered by several mappings. */
export function needsOfReference(field: ReferenceField, row: Values, direction: Direction, surroundings: Surroundings): Need[] {
  if (direction === 'toSales') {
    const named = namedInBusinessCentral(field, row, surroundings.localCurrencyCode);
    return named ? [{ mapping: named.mapping, by: 'businessKey', value: named.value }] : [];
  }
  const value = row[field.sales];
  if (isBlankValue(value) || (field.blankMeans === 'localCurrency' && value === surroundings.localCurrencySalesId)) return [];
  return field.paths.map(({ mapping }) => ({ mapping, by: 'salesId', value: String(value) }));
}

/** A reference as a comparable member of Business Central: the code, with the mapping before it where several are possible. */
export function businessCentralMember(field: ReferenceField, row: Values, surroundings: Surroundings): Value {
  const named = namedInBusinessCentral(field, row, surroundings.localCurrencyCode);
  if (named === null) return null;
  return field.paths.length > 1 ? `${named.mapping}:${named.value}` : named.value;
}

/** A reference as a comparable member of Sales. */
export const salesMember = (field: ReferenceField, row: Values, column: Column): Value => fitted(column, row[field.sales]);

/** A translated reference: the member the target would hold and the columns to write. */
export interface Translated {
  readonly member: Value;
  readonly columns: Values;
}

/** What the reference of a source record becomes on the other side; undefined while nobody knows the other record. */
export function translated(
  field: ReferenceField,
  needs: readonly Need[],
  {
    direction,
    references,
    surroundings,
    column,
  }: { direction: Direction; references: References; surroundings: Surroundings; column: Column },
): Translated | undefined {
  if (needs.length === 0) return blankTranslated(field, direction, surroundings);
  for (const need of needs) {
    const known = references.find(need);
    if (known) return direction === 'toSales' ? inSales(field, known, column) : inBusinessCentral(field, known);
  }
  return undefined;
}

function blankTranslated(field: ReferenceField, direction: Direction, surroundings: Surroundings): Translated {
  if (direction === 'fromSales') return { member: null, columns: Object.fromEntries(field.paths.map(({ column }) => [column, null])) };
  const member = field.blankMeans === 'localCurrency' ? surroundings.localCurrencySalesId : null;
  return { member, columns: { [field.sales]: member } };
}

function inSales(field: ReferenceField, known: Known, column: Column): Translated {
  const member = column.kind === 'option' ? Number(known.salesId) : known.salesId;
  return { member, columns: { [field.sales]: member } };
}

function inBusinessCentral(field: ReferenceField, known: Known): Translated {
  const columns = Object.fromEntries(
    field.paths.map(({ column, mapping }) => [column, mapping === known.mapping ? known.businessKey : null]),
  );
  return { member: field.paths.length > 1 ? `${known.mapping}:${known.businessKey}` : known.businessKey, columns };
}
