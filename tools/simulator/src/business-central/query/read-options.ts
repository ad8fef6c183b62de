/** The query options of one read, checked against the entity set that is read. */
import type { EntitySet, Navigation, Property } from '../catalogue/entity-set';
import { badRequest, unknownProperty } from '../http/wire-error';
import type { Expression } from './filter-expression';
import { parseFilter } from './filter-parser';
import { splitOutside } from './split-outside';

export interface Ordering {
  readonly property: Property;
  readonly descending: boolean;
}

export interface Expansion {
  readonly navigation: Navigation;
  readonly set: EntitySet;
  readonly options: ReadOptions;
}

export interface ReadOptions {
  readonly select?: readonly Property[];
  readonly filter?: Expression;
  readonly orderBy: readonly Ordering[];
  readonly top?: number;
  readonly skip?: number;
  readonly count: boolean;
  readonly expand: readonly Expansion[];
  readonly skipToken?: string;
}

export const noOptions: ReadOptions = { orderBy: [], count: false, expand: [] };

/** Finds the set that a navigation leads to. */
export type SetByName = (name: string) => EntitySet;

const ofCollection = new Set([
  '$select',
  '$filter',
  '$orderby',
  '$top',
  '$skip',
  '$count',
  '$expand',
  '$skiptoken',
  '$schemaversion',
  'company',
  'tenant',
  'aid',
]);
const ofEntity = new Set(['$select', '$expand', '$schemaversion', 'company', 'tenant', 'aid']);
const nested = new Set(['$select', '$filter', '$orderby', '$top', '$skip', '$count', '$expand']);

/** `kind`: an entity takes fewer options than a collection. */
export function readOptions(query: URLSearchParams, set: EntitySet, setByName: SetByName, kind: 'collection' | 'entity'): ReadOptions {
  if (query.size === 0) return noOptions;
  const options = new Map<string, string>();
  for (const [name, value] of query) {
    if (!(kind === 'collection' ? ofCollection : ofEntity).has(name))
      throw badRequest(`The query parameter '${name}' is not supported.`, 'BadRequest_InvalidRequestUrl');
    if (options.has(name))
      throw badRequest(
        `Query option '${name}' was specified more than once, but it must be specified at most once.`,
        'BadRequest_InvalidRequestUrl',
      );
    options.set(name, value);
  }
  return optionsOf(options, set, setByName, options.get('$schemaversion') ?? '2.0');
}

function optionsOf(options: ReadonlyMap<string, string>, set: EntitySet, setByName: SetByName, schemaVersion: string): ReadOptions {
  const filter = options.get('$filter');
  const select = options.get('$select');
  const skipToken = options.get('$skiptoken');
  return {
    orderBy: orderings(options.get('$orderby'), set),
    count: truth(options.get('$count')),
    expand: expansions(options.get('$expand'), set, setByName, schemaVersion),
    ...(filter === undefined ? {} : { filter: parseFilter(filter, set, schemaVersion) }),
    ...(select === undefined ? {} : { select: selected(select, set) }),
    ...amount('top', options.get('$top')),
    ...amount('skip', options.get('$skip')),
    ...(skipToken === undefined ? {} : { skipToken }),
  };
}

function selected(text: string, set: EntitySet): readonly Property[] | undefined {
  const names = text.split(',').map((name) => name.trim());
  if (names.includes('*')) return undefined;
  return [...new Set(names)].filter((name) => !set.navigation.has(name)).map((name) => propertyOf(name, set));
}

function orderings(text: string | undefined, set: EntitySet): Ordering[] {
  if (text === undefined) return [];
  return text.split(',').map((part) => {
    const [name = '', direction = 'asc', ...rest] = part.trim().split(/\s+/);
    if (rest.length > 0 || (direction !== 'asc' && direction !== 'desc')) throw badRequest(`Syntax error in $orderby '${text}'.`);
    return { property: propertyOf(name, set), descending: direction === 'desc' };
  });
}

function propertyOf(name: string, set: EntitySet): Property {
  const property = set.properties.get(name);
  if (!property || property.writeOnly) throw unknownProperty(name, set.entity);
  return property;
}

function expansions(text: string | undefined, set: EntitySet, setByName: SetByName, schemaVersion: string): Expansion[] {
  if (text === undefined) return [];
  return splitOutside(text, ',').map((part) => {
    const [, name = '', inner] = /^\s*([A-Za-z]+)\s*(?:\((.*)\))?\s*$/s.exec(part) ?? [];
    const navigation = set.navigation.get(name);
    if (!navigation) throw unknownProperty(name || part, set.entity);
    const target = setByName(navigation.target);
    return { navigation, set: target, options: optionsOf(nestedOptions(inner), target, setByName, schemaVersion) };
  });
}

function nestedOptions(inner: string | undefined): Map<string, string> {
  const options = new Map<string, string>();
  if (inner === undefined) return options;
  for (const part of splitOutside(inner, ';')) {
    const equals = part.indexOf('=');
    const name = part.slice(0, equals).trim();
    if (!nested.has(name)) throw badRequest(`The query parameter '${name}' is not supported inside $expand.`);
    options.set(name, part.slice(equals + 1));
  }
  return options;
}

function amount(name: 'top' | 'skip', text: string | undefined): { top?: number; skip?: number } {
  if (text === undefined) return {};
  if (!/^\d+$/.test(text))
    throw badRequest(
      `Invalid value '${text}' for $${name} query option found. The $${name} query option requires a non-negative integer value.`,
    );
  return { [name]: Number(text) };
}

function truth(text: string | undefined): boolean {
  if (text !== undefined && text !== 'true' && text !== 'false') throw badRequest(`Invalid value '${text}' for $count query option found.`);
  return text === 'true';
}
