/** What a filter says about the rows it lets through, so that a read need not look at every row. */
import type { Value } from '../store/column';
import type { Expression, Operand } from './filter-expression';

/** A property, perhaps with folded letters, that must have one of the values. */
export interface Alternatives {
  readonly operand: Operand;
  readonly values: readonly Value[];
}

export interface Bounds {
  /** Only rows with one of these ids can pass. */
  readonly ids?: readonly string[];
  /** Only rows that have one of the values can pass; each entry narrows by itself. */
  readonly anyOf: readonly Alternatives[];
  /** Only rows whose version is greater can pass. */
  readonly after?: number;
  /** Only rows whose version is at most this can pass. */
  readonly upTo?: number;
}

const unbounded: Bounds = { anyOf: [] };

export function boundsOf(expression: Expression | undefined): Bounds {
  if (!expression) return unbounded;
  if (expression.kind === 'and') return narrower(boundsOf(expression.left), boundsOf(expression.right));
  const alternatives = alternativesOf(expression);
  if (alternatives) return isId(alternatives.operand) ? { ids: alternatives.values.map(String), anyOf: [] } : { anyOf: [alternatives] };
  return expression.kind === 'compare' ? versionBounds(expression) : unbounded;
}

const narrower = (left: Bounds, right: Bounds): Bounds => ({ ...left, ...right, anyOf: [...left.anyOf, ...right.anyOf] });

const isId = ({ property, change, from }: Operand): boolean => property.name === 'id' && !change && from === undefined;

function versionBounds({ operator, operand, value }: Extract<Expression, { kind: 'compare' }>): Bounds {
  if (operand.property.name !== 'systemRowVersion' || typeof value !== 'number') return unbounded;
  if (operator === 'gt') return { anyOf: [], after: value };
  if (operator === 'ge') return { anyOf: [], after: value - 1 };
  if (operator === 'lt') return { anyOf: [], upTo: value - 1 };
  return operator === 'le' ? { anyOf: [], upTo: value } : unbounded;
}

/** `number eq 'A' or number eq 'B'` and `number in ('A','B')` as one operand and its values; `undefined` for anything else. */
export function alternativesOf(expression: Expression): Alternatives | undefined {
  if (expression.kind === 'in') return expression;
  if (expression.kind === 'compare')
    return expression.operator === 'eq' ? { operand: expression.operand, values: [expression.value] } : undefined;
  if (expression.kind !== 'or') return undefined;
  const [left, right] = [alternativesOf(expression.left), alternativesOf(expression.right)];
  if (!left || !right || !isSame(left.operand, right.operand)) return undefined;
  return { operand: left.operand, values: [...left.values, ...right.values] };
}

const isSame = (left: Operand, right: Operand): boolean =>
  left.property === right.property && left.change === right.change && left.from === right.from && left.length === right.length;
