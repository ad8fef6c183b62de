/** What a filter says about the ids and the row versions it lets through, so that a read need not look at every row. */
import type { Expression } from './filter-expression';

export interface Bounds {
  /** Only rows with one of these ids can pass. */
  readonly ids?: readonly string[];
  /** Only the row with this value of a stored property can pass. */
  readonly equal?: { readonly property: string; readonly value: string };
  /** Only rows whose version is greater can pass. */
  readonly after?: number;
  /** Only rows whose version is at most this can pass. */
  readonly upTo?: number;
}

export function boundsOf(expression: Expression | undefined): Bounds {
  if (!expression) return {};
  if (expression.kind === 'and') return { ...boundsOf(expression.left), ...boundsOf(expression.right) };
  const ids = idsOf(expression);
  if (ids) return { ids };
  if (expression.kind !== 'compare' || expression.operand.change || expression.operand.from !== undefined) return {};
  return comparisonBounds(expression);
}

function comparisonBounds({ operator, operand, value }: Extract<Expression, { kind: 'compare' }>): Bounds {
  const { name } = operand.property;
  if (operator === 'eq' && typeof value === 'string' && value !== '' && operand.property.place !== undefined)
    return { equal: { property: name, value } };
  if (name !== 'systemRowVersion' || typeof value !== 'number') return {};
  if (operator === 'gt') return { after: value };
  if (operator === 'ge') return { after: value - 1 };
  if (operator === 'lt') return { upTo: value - 1 };
  return operator === 'le' ? { upTo: value } : {};
}

function idsOf(expression: Expression): readonly string[] | undefined {
  if (expression.kind === 'in') return expression.operand.property.name === 'id' ? (expression.values as string[]) : undefined;
  if (expression.kind === 'compare')
    return expression.operator === 'eq' && expression.operand.property.name === 'id' ? [String(expression.value)] : undefined;
  if (expression.kind !== 'or') return undefined;
  const [left, right] = [idsOf(expression.left), idsOf(expression.right)];
  return left && right ? [...left, ...right] : undefined;
}
