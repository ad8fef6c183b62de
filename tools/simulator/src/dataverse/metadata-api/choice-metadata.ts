import type { Column, OptionValue } from '../metadata/column';
import type { Schema } from '../metadata/schema';
import { label } from './label';
import { metadataId } from './metadata-id';
import type { MetadataObject } from './table-metadata';

/** Option sets as the metadata API shows them; unpublished changes are not seen. */
export function choiceMetadata(column: Column): MetadataObject {
  const name = column.globalChoice ?? `${column.table}_${column.logicalName}`;
  return {
    MetadataId: metadataId(`choice/${name}`),
    Name: name,
    IsGlobal: column.globalChoice !== undefined,
    OptionSetType: column.kind === 'state' ? 'State' : column.kind === 'status' ? 'Status' : 'Picklist',
    DisplayName: label(name),
    Options: column.options.filter((option) => option.unpublished !== true).map((option) => optionMetadata(column, option)),
  };
}

function optionMetadata(column: Column, option: OptionValue): MetadataObject {
  return {
    Value: option.value,
    Label: label(option.label),
    Description: { LocalizedLabels: [], UserLocalizedLabel: null },
    Color: null,
    IsManaged: option.value < 100_000_000,
    ExternalValue: null,
    ...(column.kind === 'status' ? { State: option.state } : {}),
    ...(column.kind === 'state' ? { InvariantName: option.label, DefaultStatus: null } : {}),
  };
}

/** The columns that use a global choice; they share their values. */
export function columnsOfGlobalChoice(schema: Schema, name: string): Column[] {
  return [...schema.tables.values()].flatMap((table) => [...table.columns.values()].filter((column) => column.globalChoice === name));
}
