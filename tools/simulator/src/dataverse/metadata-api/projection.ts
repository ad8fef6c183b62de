import { refusals } from '../dataverse-error';
import type { Expression, Literal, Operand } from '../reading/expression';
import { parseExpand } from '../reading/expand-option';
import { parseFilter } from '../reading/filter-parser';
import type { QueryOptions } from '../reading/query-options';
import type { MetadataObject } from './table-metadata';

/** `$select`, `$filter` and `$expand` over metadata objects. */

export type Expandable = Record<string, (object: MetadataObject) => MetadataObject | MetadataObject[] | null>;

/** `type` is the name used in refusals, such as `EntityMetadata`. */
export function project(
  objects: readonly MetadataObject[],
  options: Partial<QueryOptions>,
  type: string,
  expandable: Expandable = {},
): MetadataObject[] {
  const filter = options.filter === undefined ? undefined : parseFilter(options.filter, options.aliases ?? new Map());
  const matching = filter === undefined ? objects : objects.filter((object) => holds(filter, object, type));
  return matching.map((object) => ({ ...selected(object, options.select, type), ...expanded(object, options.expand, type, expandable) }));
}

function selected(object: MetadataObject, select: string | undefined, type: string): MetadataObject {
  if (select === undefined) return object;
  const names = select.split(',').map((name) => name.trim());
  for (const name of names) if (!(name in object)) throw refusals.noProperty(name, type);
  const always = ['@odata.type', 'MetadataId'].filter((name) => name in object);
  return Object.fromEntries([...always, ...names].map((name) => [name, object[name]]));
}

function expanded(object: MetadataObject, expand: string | undefined, type: string, expandable: Expandable): MetadataObject {
  const members: MetadataObject = {};
  for (const item of expand === undefined ? [] : parseExpand(expand)) {
    const open = expandable[item.name];
    if (open === undefined) throw refusals.noProperty(item.name, type);
    const value = open(object);
    members[item.name] =
      value === null ? null : Array.isArray(value) ? project(value, item, item.name) : project([value], item, item.name)[0];
  }
  return members;
}

function holds(expression: Expression, object: MetadataObject, type: string): boolean {
  switch (expression.kind) {
    case 'and':
      return holds(expression.left, object, type) && holds(expression.right, object, type);
    case 'or':
      return holds(expression.left, object, type) || holds(expression.right, object, type);
    case 'not':
      return !holds(expression.operand, object, type);
    case 'boolean':
      return operandValue(expression.operand, object, type) === true;
    case 'comparison':
      return compare(expression.operator, operandValue(expression.left, object, type), operandValue(expression.right, object, type));
    default:
      throw refusals.shape('This filter is not supported on metadata.');
  }
}

function operandValue(operand: Operand, object: MetadataObject, type: string): unknown {
  if (operand.kind === 'literal') return literalValue(operand.literal);
  return operand.path.reduce<unknown>((value, name) => {
    if (typeof value !== 'object' || value === null || !(name in value)) throw refusals.noProperty(name, type);
    return (value as MetadataObject)[name];
  }, object);
}

function literalValue(literal: Literal): unknown {
  return literal.kind === 'null' ? null : literal.value;
}

function compare(operator: string, left: unknown, right: unknown): boolean {
  if (operator === 'eq') return left === right;
  if (operator === 'ne') return left !== right;
  throw refusals.shape(`The operator '${operator}' is not supported on metadata.`);
}
