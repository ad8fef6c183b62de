/** A parsed $filter. */
import type { Property } from '../catalogue/entity-set';
import type { Value } from '../store/column';

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export type TextTest = 'startswith' | 'endswith' | 'contains';
export type TextChange = 'tolower' | 'toupper';

/** A property, perhaps with its letters changed or cut. */
export interface Operand {
  readonly property: Property;
  readonly change?: TextChange;
  readonly from?: number;
  readonly length?: number;
}

export type Expression =
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly operand: Operand; readonly value: Value }
  | { readonly kind: 'test'; readonly test: TextTest; readonly operand: Operand; readonly value: string }
  | { readonly kind: 'in'; readonly operand: Operand; readonly values: readonly Value[] }
  | { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'always' };
