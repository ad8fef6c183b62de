/** The companion API's entity sets, built from its catalogue: which property reads which column, which rows a set leads to. */
import { Row, idOf } from '../store/column';
import type { Company } from '../store/company';
import type { TableDefinition } from '../store/table';
import type { CompanionProperty, CompanionSet } from './companion-catalogue';
import type { Readers } from './computed-master-records';
import type { Access, EntitySet, Navigation, Property, Reference } from './entity-set';
import { placeIn, relatedId, stored, systemReaders } from './property-readers';

const arrow = / -> SystemId$/;

export function companionSet(set: CompanionSet, definition: TableDefinition, readers: Readers): EntitySet {
  const properties = set.properties.map((property) => buildProperty(property, set, definition, readers));
  return {
    api: 'companion',
    name: set.set,
    entity: set.entity,
    table: set.set,
    key: set.key,
    methods: new Set(set.methods),
    actions: new Set(set.boundActions),
    properties: new Map(properties.map((property) => [property.name, property])),
    navigation: new Map((set.navigation ?? []).map((entry) => [entry.name, buildNavigation(entry, set)])),
  };
}

function buildProperty(property: CompanionProperty, set: CompanionSet, definition: TableDefinition, readers: Readers): Property {
  const { name, type, alField, maxLength, code, values } = property;
  const computed = readers[set.set]?.[name];
  const codeColumn = codeBehind(property, set);
  const place = computed || codeColumn ? undefined : placeIn(definition, name);
  const references = referenceOf(property);
  return {
    name,
    type,
    caption: alField,
    access: accessOf(property),
    writeOnly: property.writeOnly === true,
    read: computed ?? (place === undefined ? related(property, definition, codeColumn) : stored(place)),
    ...(place === undefined ? {} : { place }),
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(code ? { code } : {}),
    ...(values ? { values } : {}),
    ...(references ? { references } : {}),
    ...(codeColumn ? { codeColumn } : {}),
  };
}

function related(property: CompanionProperty, definition: TableDefinition, codeColumn: string | undefined): Property['read'] {
  const ofSystem = systemReaders[property.name];
  if (ofSystem) return ofSystem;
  if (property.writeOnly) return () => '';
  const place = codeColumn === undefined ? undefined : placeIn(definition, codeColumn);
  const table = property.references?.split('.')[0];
  if (place === undefined || !table) throw new Error(`Nothing tells how ${definition.name}.${property.name} is read.`);
  return relatedId(place, table);
}

/** The code property beside an id property: the one whose AL field the id's expression starts with. */
function codeBehind(property: CompanionProperty, set: CompanionSet): string | undefined {
  if (property.type !== 'Edm.Guid' || !arrow.test(property.alField) || !property.references) return undefined;
  const field = property.alField.replace(arrow, '');
  const stem = property.name.replace(/Id$/, '');
  const besides = (other: CompanionProperty) => other.alField === field || (field === 'Currency Code' && other.name === `${stem}Code`);
  return set.properties.find(besides)?.name;
}

function accessOf(property: CompanionProperty): Access {
  if (property.readOnly) return 'readOnly';
  return property.writeOnceOnPost ? 'once' : 'readWrite';
}

function referenceOf({ references, type }: CompanionProperty): Reference | undefined {
  const table = references?.split('.')[0];
  return table ? { table, by: type === 'Edm.Guid' ? 'id' : 'key' } : undefined;
}

/** Lines below their header, or the header of a line; both hang on the line's `documentId`, prices on their list's code. */
function buildNavigation(entry: { name: string; set: string; multiplicity: string }, set: CompanionSet): Navigation {
  const many = entry.multiplicity === 'Many';
  const prices = set.set === 'priceListHeaders';
  const column = prices ? 'priceListCode' : 'documentId';
  const valueOf = (parent: Row, company: Company) => (prices ? company.table(set.set).text(parent, 'code') : idOf(parent));
  return {
    name: entry.name,
    target: entry.set,
    many,
    rows: (row, company) =>
      many ? inKeyOrder(company, entry.set, column, valueOf(row, company)) : headerOf(row, company, set.set, entry.set),
    ...(many ? { link: (parent: Row) => ({ [prices ? 'priceListId' : 'documentId']: idOf(parent) }) } : {}),
  };
}

export function inKeyOrder(company: Company, table: string, column: string, value: string): readonly Row[] {
  const rows = company.table(table);
  return [...rows.having(column, value)].sort((left, right) => (rows.keyOf(left) < rows.keyOf(right) ? -1 : 1));
}

function headerOf(line: Row, company: Company, lines: string, headers: string): readonly Row[] {
  const header = company.table(headers).get(company.table(lines).text(line, 'documentId'));
  return header ? [header] : [];
}
