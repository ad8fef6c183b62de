/** JSON schemas of contracts, derived from the rules that class-validator enforces. */
import { defaultMetadataStorage } from 'class-transformer/cjs/storage';
import { getMetadataStorage } from 'class-validator';
import { Contract, Schema } from '@tandem/contracts/contract';

export type JsonSchema = { readonly [keyword: string]: unknown };

/** What a contract promises: the schemas of its bodies. */
export type ContractSchema = Readonly<Record<string, JsonSchema | string>>;

interface Rule {
  readonly name?: string;
  readonly type: string;
  readonly constraints?: readonly unknown[];
  readonly each?: boolean;
}

const keywords: Readonly<Record<string, (constraints: readonly unknown[]) => JsonSchema>> = {
  isString: () => ({ type: 'string' }),
  isInt: () => ({ type: 'integer' }),
  isNumber: () => ({ type: 'number' }),
  isBoolean: () => ({ type: 'boolean' }),
  isArray: () => ({ type: 'array' }),
  isObject: () => ({ type: 'object' }),
  isUuid: () => ({ type: 'string', format: 'uuid' }),
  isIso8601: () => ({ type: 'string', format: 'date-time' }),
  isDateString: () => ({ type: 'string', format: 'date-time' }),
  isIn: ([values]) => ({ enum: values }),
  isEnum: ([values]) => ({ enum: Object.values(values as object) }),
  min: ([least]) => ({ minimum: least }),
  max: ([most]) => ({ maximum: most }),
  minLength: ([least]) => ({ minLength: least }),
  maxLength: ([most]) => ({ maxLength: most }),
  isLength: ([least, most]) => ({ minLength: least, maxLength: most }),
  arrayMinSize: ([least]) => ({ minItems: least }),
  arrayMaxSize: ([most]) => ({ maxItems: most }),
  matches: ([form]) => ({ pattern: String(form) }),
};

/** The schemas of a contract's bodies. */
export function schemaOfContract(contract: Contract): ContractSchema {
  const { kind, subject } = contract;
  return contract.kind === 'request'
    ? { kind, subject, input: schemaOfClass(contract.input), output: schemaOfClass(contract.output) }
    : { kind, subject, body: schemaOfClass(contract.body) };
}

function schemaOfClass(target: Schema<object>): JsonSchema {
  const rules = getMetadataStorage().getTargetValidationMetadatas(target, '', true, false) as (Rule & { propertyName: string })[];
  const names = [...new Set(rules.map(({ propertyName }) => propertyName))].sort();
  const of = (name: string): Rule[] => rules.filter(({ propertyName }) => propertyName === name);
  const required = names.filter((name) => !of(name).some(isOptional));
  const properties = Object.fromEntries(names.map((name) => [name, schemaOfProperty(target, name, of(name))]));
  const checksItself = 'check' in target ? { checksItself: true } : {};
  return { type: 'object', properties, required, ...checksItself };
}

const isOptional = ({ type, name }: Rule): boolean => type === 'conditionalValidation' && (name === 'isOptional' || name === undefined);

function schemaOfProperty(target: Schema<object>, name: string, rules: readonly Rule[]): JsonSchema {
  const nested = rules.some(({ type }) => type === 'nestedValidation') ? nestedSchema(target, name) : undefined;
  const own = rules.filter(({ each }) => !each).map(keywordOf);
  const items = rules.filter(({ each }) => each).map(keywordOf);
  const isList = rules.some((rule) => rule.name === 'isArray' || rule.each);
  const inner = Object.assign({}, ...items, nested ?? {}) as JsonSchema;
  return isList ? { type: 'array', ...merge(own), items: inner } : { ...merge(own), ...inner };
}

const merge = (parts: readonly JsonSchema[]): JsonSchema => Object.assign({}, ...parts) as JsonSchema;

function nestedSchema(target: Schema<object>, name: string): JsonSchema | undefined {
  const type = defaultMetadataStorage.findTypeMetadata(target, name)?.typeFunction?.();
  return typeof type === 'function' ? schemaOfClass(type as Schema<object>) : undefined;
}

/** A rule without a keyword of JSON schema stands under its own name. */
function keywordOf({ type, name, constraints = [] }: Rule): JsonSchema {
  if (type !== 'customValidation' || !name) return {};
  return keywords[name]?.(constraints) ?? { [`x-${name}`]: constraints.filter((constraint) => constraint !== undefined).map(String) };
}
