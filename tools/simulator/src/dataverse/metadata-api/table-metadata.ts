import { attributeTypes, type Column } from '../metadata/column';
import type { AlternateKey, Table } from '../metadata/table';
import { label } from './label';
import { metadataId } from './metadata-id';

/** Metadata of tables, columns, keys and relationships as plain objects, from which a request selects. */

export type MetadataObject = Record<string, unknown>;

export function tableMetadata(table: Table): MetadataObject {
  return {
    MetadataId: metadataId(`table/${table.logicalName}`),
    LogicalName: table.logicalName,
    SchemaName: schemaName(table.logicalName),
    EntitySetName: table.setName,
    LogicalCollectionName: table.setName,
    PrimaryIdAttribute: table.primaryId,
    PrimaryNameAttribute: table.primaryName ?? null,
    ObjectTypeCode: table.typeCode,
    OwnershipType: table.ownership === 'user' ? 'UserOwned' : 'OrganizationOwned',
    ChangeTrackingEnabled: table.changeTracking,
    IsOptimisticConcurrencyEnabled: table.optimisticConcurrency,
    IsCustomEntity: table.logicalName.includes('_'),
    DisplayName: label(schemaName(table.logicalName)),
  };
}

const schemaName = (name: string) => (name.includes('_') ? name : `${name[0]?.toUpperCase()}${name.slice(1)}`);

export function columnMetadata(table: Table, column: Column): MetadataObject {
  const type = typeOf(table, column);
  return {
    '@odata.type': `#Microsoft.Dynamics.CRM.${type}AttributeMetadata`,
    MetadataId: metadataId(`column/${table.logicalName}/${column.logicalName}`),
    LogicalName: column.logicalName,
    SchemaName: schemaName(column.logicalName),
    EntityLogicalName: table.logicalName,
    AttributeType: type,
    AttributeTypeName: { Value: `${type}Type` },
    RequiredLevel: {
      Value: column.required,
      CanBeChanged: column.required !== 'SystemRequired',
      ManagedPropertyLogicalName: 'canmodifyrequirementlevelsettings',
    },
    IsValidForCreate: column.writable !== 'never',
    IsValidForUpdate: column.writable === 'always' && column.kind !== 'key',
    IsValidForRead: true,
    IsPrimaryId: column.logicalName === table.primaryId,
    IsPrimaryName: column.logicalName === table.primaryName,
    IsCustomAttribute: column.logicalName.includes('_') && !/^address\d_|^(billto|shipto)_|_base$/.test(column.logicalName),
    DisplayName: label(schemaName(column.logicalName)),
    ...typeDetails(column),
  };
}

function typeOf(table: Table, column: Column): string {
  if (column.kind !== 'lookup') return attributeTypes[column.kind];
  if (column.logicalName === 'ownerid') return 'Owner';
  return column.targets.length > 1 && table.columns.has('customerid') ? 'Customer' : 'Lookup';
}

function typeDetails(column: Column): MetadataObject {
  switch (column.kind) {
    case 'text':
    case 'memo':
      return { MaxLength: column.maxLength };
    case 'lookup':
      return { Targets: [...new Set(column.targets.map(({ table }) => table))] };
    case 'money':
      return { Precision: 2, PrecisionSource: 2 };
    case 'decimal':
    case 'double':
      return { Precision: column.scale };
    case 'date':
      return { Format: 'DateOnly' };
    case 'dateTime':
      return { Format: 'DateAndTime' };
    default:
      return {};
  }
}

export function keyMetadata(table: Table, key: AlternateKey): MetadataObject {
  return {
    MetadataId: metadataId(`key/${table.logicalName}/${key.name}`),
    LogicalName: key.name,
    SchemaName: key.name,
    EntityLogicalName: table.logicalName,
    KeyAttributes: [...key.columns],
    EntityKeyIndexStatus: key.status,
  };
}

/** The many-to-one relationships of a table, one for each lookup and target. */
export function relationshipMetadata(table: Table): MetadataObject[] {
  return [...table.columns.values()].flatMap((column) =>
    column.targets.map((target) => ({
      MetadataId: metadataId(`relationship/${table.logicalName}/${column.logicalName}/${target.table}`),
      SchemaName: `${target.table}_${table.logicalName}_${column.logicalName}`,
      ReferencingEntity: table.logicalName,
      ReferencingAttribute: column.logicalName,
      ReferencedEntity: target.table,
      ReferencedAttribute: `${target.table}id`,
      ReferencingEntityNavigationPropertyName: target.navigation,
    })),
  );
}
