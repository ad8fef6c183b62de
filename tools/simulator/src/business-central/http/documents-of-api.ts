/** The service document and the CSDL of an API. */
import type { EntitySet, Property } from '../catalogue/entity-set';
import { Call, Reply, jsonReply } from './call';
import type { Sets } from './target';

export function serviceDocument(call: Call, sets: Sets): Reply {
  const value = ['companies', ...sets.keys()].map((name) => ({ name, kind: 'EntitySet', url: name }));
  return jsonReply(200, JSON.stringify({ '@odata.context': `${call.origin}${call.address.root}/$metadata`, value }));
}

export function metadataDocument(sets: Sets): Reply {
  const all = [...sets.values()];
  const body = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>',
    '<Schema Namespace="Microsoft.NAV" xmlns="http://docs.oasis-open.org/odata/ns/edm">',
    ...all.map((set) => entityType(set, sets)),
    '<EntityContainer Name="default">',
    ...all.map((set) => `<EntitySet Name="${set.name}" EntityType="Microsoft.NAV.${set.entity}"/>`),
    '</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>',
  ].join('\n');
  return { status: 200, headers: { 'Content-Type': 'application/xml', 'OData-Version': '4.0' }, body };
}

function entityType(set: EntitySet, sets: Sets): string {
  const key = set.key.map((name) => `<PropertyRef Name="${name}"/>`).join('');
  const properties = [...set.properties.values()].filter(({ writeOnly }) => !writeOnly).map(propertyText);
  const navigations = [...set.navigation.values()].map(({ name, target, many }) => {
    const type = `Microsoft.NAV.${sets.get(target)?.entity ?? target}`;
    return `<NavigationProperty Name="${name}" Type="${many ? `Collection(${type})` : type}" ContainsTarget="true"/>`;
  });
  return `<EntityType Name="${set.entity}"><Key>${key}</Key>${[...properties, ...navigations].join('')}</EntityType>`;
}

function propertyText({ name, type, maxLength }: Property): string {
  return `<Property Name="${name}" Type="${type}"${maxLength === undefined ? '' : ` MaxLength="${maxLength}"`}/>`;
}
