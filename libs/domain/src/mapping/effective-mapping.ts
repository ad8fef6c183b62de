/** What holds after an administrator's changes: the catalogue's declaration with the difference that is stored. */
import { AllowedDirection, Direction } from '../value';
import { ConflictPolicy } from './field-mapping';
import { Filter } from './filter';
import { DeletionPolicy, MatchKey, TableMapping } from './table-mapping';
import { TransformationRule } from './transformation-rule';

/** What may be changed about one field. */
export interface FieldSettings {
  readonly enabled?: boolean;
  readonly direction?: AllowedDirection;
  readonly policy?: ConflictPolicy;
  readonly transformation?: TransformationRule;
}

/** What an administrator has changed about a mapping; absent properties are as declared. */
export interface MappingSettings {
  readonly direction?: AllowedDirection;
  readonly only?: { readonly businessCentral?: Filter; readonly sales?: Filter };
  /** Other keys to match by than those declared; of one match, see `match-criteria.ts`. */
  readonly matchOn?: readonly MatchKey[];
  readonly conflictPolicy?: ConflictPolicy;
  readonly deletionPolicy?: DeletionPolicy;
  readonly onlyCoupled?: boolean;
  readonly firstDirection?: Direction;
  readonly intervalMinutes?: number;
  /** By field name. */
  readonly fields?: Readonly<Record<string, FieldSettings>>;
}

/** The mapping as it is in force. */
export function effectiveMapping(entry: TableMapping, settings: MappingSettings): TableMapping {
  const { fields: fieldSettings = {}, only, ...changes } = settings;
  return {
    ...entry,
    ...changes,
    only: { ...entry.only, ...only },
    fields: entry.fields.map((field) => (Object.hasOwn(fieldSettings, field.name) ? { ...field, ...fieldSettings[field.name] } : field)),
  };
}
