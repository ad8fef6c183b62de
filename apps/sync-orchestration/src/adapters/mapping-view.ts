/** Mappings as people see them. */
import { FieldMappingView, MappingDetail, MappingView } from '@tandem/contracts/mappings';
import { ExportedMapping } from '@tandem/contracts/reset-configuration';
import { businessCentralColumns, FieldMapping, travels } from '@tandem/domain/mapping/field-mapping';
import { dependenciesOf } from '@tandem/domain/sync/waves';
import { appliesTo } from '@tandem/domain/mapping/variant';
import { catalogue } from '@tandem/domain/catalogue/index';
import { inWords } from './filter-in-words';
import { PlacedMapping } from '../use-cases/connections/read-mappings';
import { CustomisedMapping } from '../use-cases/connections/reset-configuration';

export const toMappingView = ({ mapping, wave, stored, card }: PlacedMapping): MappingView => ({
  name: mapping.name,
  businessCentralTable: mapping.businessCentral.name,
  salesTable: mapping.sales.name,
  direction: mapping.direction,
  dependsOn: dependenciesOf(mapping, catalogue, card.variant),
  wave,
  enabled: true,
  onlyCoupled: mapping.onlyCoupled,
  conflictPolicy: mapping.conflictPolicy,
  deletionPolicy: mapping.deletionPolicy,
  version: stored?.version ?? 0,
  customised: stored !== undefined && Object.keys(stored.settings).length > 0,
});

export const toMappingDetail = (placed: PlacedMapping): MappingDetail => ({
  ...toMappingView(placed),
  fields: placed.mapping.fields.filter((field) => appliesTo(field.when, placed.card.variant)).map(toFieldView),
  only: { businessCentral: inWords(placed.mapping.only.businessCentral), sales: inWords(placed.mapping.only.sales) },
  matchOn: placed.mapping.matchOn.map((key) => key.map(([own, sales]) => [own, sales] as const)),
  rules: placed.mapping.rules.map(({ name, kind, direction }) => ({ name, kind, direction })),
  settings: { ...placed.stored?.settings },
});

function toFieldView(field: FieldMapping): FieldMappingView {
  const { name, direction, kind, enabled, ...traits } = field;
  return {
    name,
    direction,
    kind,
    enabled,
    ...columnsOf(field),
    refersTo: 'paths' in field ? [...new Set(field.paths.map(({ mapping }) => mapping))] : [],
    traits,
  };
}

function columnsOf(field: FieldMapping): { businessCentral?: string; sales?: string } {
  if (travels(field)) return { businessCentral: businessCentralColumns(field).join(', '), sales: field.sales };
  if (field.kind === 'constant') return { [field.side]: field.column };
  return { sales: field.column };
}

export const toExportedMapping = ({ mapping, stored, schedule }: CustomisedMapping): ExportedMapping => ({
  mapping: mapping.name,
  version: stored?.version ?? 0,
  settings: stored?.settings ?? {},
  intervalMinutes: schedule?.intervalMinutes,
});
