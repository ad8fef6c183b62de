/** Whether a contract still keeps what it promised: within a version only optional properties may be added. */
import type { ContractSchema, JsonSchema } from './contract-schema';

/** What a new form of a contract breaks for those who know the old one, one sentence each. */
export function breaksOf(promised: ContractSchema, present: ContractSchema): string[] {
  return Object.keys(promised).flatMap((part) => compare(promised[part], present[part], `${String(promised['subject'])} ${part}`));
}

function compare(old: unknown, present: unknown, path: string): string[] {
  if (!isObjectSchema(old)) return equal(old, present) ? [] : [`${path} has changed`];
  if (!isObjectSchema(present)) return [`${path} is no object any more`];
  const { properties: before, required: needed, ...rest } = old;
  const { properties: after, required: needs, ...others } = present;
  const gone = Object.keys(before).filter((name) => !(name in after));
  const demanded = needs.filter((name) => !needed.includes(name));
  const optional = needed.filter((name) => name in after && !needs.includes(name));
  return [
    ...gone.map((name) => `${path}.${name} is gone`),
    ...demanded.map((name) => `${path}.${name} is now required`),
    ...optional.map((name) => `${path}.${name} may now be absent`),
    ...(equal(rest, others) ? [] : [`${path} has changed`]),
    ...Object.keys(before)
      .filter((name) => name in after)
      .flatMap((name) => compareProperty(before[name], after[name], `${path}.${name}`)),
  ];
}

function compareProperty(old: JsonSchema | undefined, present: JsonSchema | undefined, path: string): string[] {
  if (!old?.['items'] || !present?.['items']) return compare(old, present, path);
  const { items: before, ...rest } = old;
  const { items: after, ...others } = present;
  return [...(equal(rest, others) ? [] : [`${path} has changed`]), ...compare(before, after, `${path}[]`)];
}

interface ObjectSchema {
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
}

const isObjectSchema = (schema: unknown): schema is ObjectSchema =>
  typeof schema === 'object' && schema !== null && 'properties' in schema && 'required' in schema;

const equal = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
