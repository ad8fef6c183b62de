import type { ServiceAnswer } from '../../service/exchange';
import { answerOf } from '../answers';
import { edmType } from '../metadata/column';
import type { Schema } from '../metadata/schema';
import type { Table } from '../metadata/table';
import { methodNotAllowed, type Operation } from '../operations/operation';

/** `GET {api}/$metadata`: the CSDL document, namespace `Microsoft.Dynamics.CRM` with the alias `mscrm`; `?annotations=true` adds capabilities. */
export function metadataDocument(operation: Operation): ServiceAnswer {
  if (operation.method !== 'GET') throw methodNotAllowed(operation);
  const { schema } = operation.context.database;
  const annotated = operation.query === 'annotations=true';
  return answerOf(operation.context, document(schema, annotated), { contentType: 'application/xml' });
}

function document(schema: Schema, annotated: boolean): string {
  const tables = [...schema.tables.values()];
  const types = tables.map((table) => entityType(schema, table, annotated)).join('');
  const sets = tables.map((table) => entitySet(schema, table)).join('');
  return `<?xml version="1.0" encoding="utf-8"?><edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices><Schema Namespace="Microsoft.Dynamics.CRM" Alias="mscrm" xmlns="http://docs.oasis-open.org/odata/ns/edm"><EntityType Name="crmbaseentity" Abstract="true" />${types}<EntityContainer Name="System">${sets}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>`;
}

function entityType(schema: Schema, table: Table, annotated: boolean): string {
  const properties = [...table.columns.values()]
    .map((column) => `<Property Name="${column.property}" Type="${edmType(column)}" />`)
    .join('');
  const lookups = [...table.lookups.values()]
    .filter(({ targets }) => schema.tables.has(targets[0] ?? ''))
    .map(({ name, targets }) => `<NavigationProperty Name="${name}" Type="mscrm.${targets.length > 1 ? 'crmbaseentity' : targets[0]}" />`)
    .join('');
  const collections = [...table.collections.values()]
    .map(({ name, table: of }) => `<NavigationProperty Name="${name}" Type="Collection(mscrm.${of})" />`)
    .join('');
  const annotations = annotated ? capabilities(table) : '';
  return `<EntityType Name="${table.logicalName}" BaseType="mscrm.crmbaseentity"><Key><PropertyRef Name="${table.primaryId}" /></Key>${properties}${lookups}${collections}${annotations}</EntityType>`;
}

function entitySet(schema: Schema, table: Table): string {
  const bindings = [...table.lookups.values()]
    .filter(({ targets }) => targets.length === 1 && schema.tables.has(targets[0] ?? ''))
    .map(({ name, targets }) => `<NavigationPropertyBinding Path="${name}" Target="${schema.table(targets[0] as string).setName}" />`)
    .join('');
  return `<EntitySet Name="${table.setName}" EntityType="mscrm.${table.logicalName}">${bindings}</EntitySet>`;
}

function capabilities(table: Table): string {
  const keys = table.keys
    .map(({ name, columns }) => `<Annotation Term="OData.Community.Keys.V1.AlternateKeys" String="${name}:${columns.join(',')}" />`)
    .join('');
  return `<Annotation Term="Org.OData.Capabilities.V1.ChangeTracking" Bool="${table.changeTracking}" />${keys}`;
}
