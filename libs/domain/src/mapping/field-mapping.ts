/** Field mappings: what corresponds to what inside one table mapping, as data. */
import { AllowedDirection, Side, Value } from '../value';
import { TransformationRule } from './transformation-rule';
import { When } from './variant';

/** What happens when both sides changed the same field to different values. */
export type ConflictPolicy = 'ask' | 'businessCentral' | 'sales' | 'latest';

/** One way to translate a reference: the Business Central column and the mapping whose couplings know the other record. */
export interface ReferencePath {
  readonly column: string;
  readonly mapping: string;
}

interface FieldTraits {
  /** Unique inside the mapping; stored with agreed pairs, so it never changes once released. */
  readonly name: string;
  readonly direction: AllowedDirection;
  /** A disabled field is shown, and may be enabled by an administrator. */
  readonly enabled: boolean;
  readonly when?: When;
  readonly policy?: ConflictPolicy;
  readonly transformation?: TransformationRule;
}

/** A value that is copied. */
export interface ValueField extends FieldTraits {
  readonly kind: 'value';
  readonly businessCentral: string;
  readonly sales: string;
}

/** A value that names another record and is translated through its coupling. */
export interface ReferenceField extends FieldTraits {
  /** `later`: never makes a record wait; written when the other record is coupled. */
  readonly kind: 'reference' | 'later';
  /** In order; the first that is filled (to Sales) or known (from Sales) counts. */
  readonly paths: readonly ReferencePath[];
  readonly sales: string;
  /** A blank source leaves the target alone. */
  readonly notNull: boolean;
  /** Where the source names a record that does not exist or is excluded for good, the target is cleared instead of waiting. */
  readonly clearOnFailedSync: boolean;
  /** What a blank code means; the local currency is a currency of Sales like any other. */
  readonly blankMeans?: 'localCurrency';
  /** A one-way field that takes part in both directions while a record is created. */
  readonly initially?: 'both';
  /** Sales: the table the lookup points to, where it may point to several. */
  readonly salesTable?: string;
}

/** A fixed value, written with an insert or with a write that happens for another reason; never a reason to write. */
export interface ConstantField extends FieldTraits {
  readonly kind: 'constant';
  readonly side: Side;
  readonly column: string;
  readonly value: Value;
}

/**
 * A constant that only chooses the kind of row a lookup beside it points to (`owneridtype`, `parentcustomeridtype`):
 * no column of the Web API, neither selected, compared nor written. It stands here so that the catalogue shows it.
 */
export interface LookupTypeField extends FieldTraits {
  readonly kind: 'lookupType';
  readonly column: string;
  readonly lookup: string;
  readonly value: string;
}

export type FieldMapping = ValueField | ReferenceField | ConstantField | LookupTypeField;

/** Fields that compare and travel. */
export type TravellingField = ValueField | ReferenceField;

export const travels = (field: FieldMapping): field is TravellingField =>
  field.kind === 'value' || field.kind === 'reference' || field.kind === 'later';

/** The Business Central columns of a field. */
export const businessCentralColumns = (field: TravellingField): readonly string[] =>
  field.kind === 'value' ? [field.businessCentral] : field.paths.map((path) => path.column);
