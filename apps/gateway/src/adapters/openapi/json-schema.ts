/** JSON schemas of classes, read off their class-validator decorators: the classes that validate are the classes that are documented. */
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage } from 'class-validator';
import { Schema } from '@tandem/contracts/contract';
import { describedBy } from './descriptions';

export type JsonSchema = { [keyword: string]: unknown };

type Rule = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];
type Keywords = (rule: Rule) => JsonSchema;

const bound =
  (keyword: string): Keywords =>
  ({ constraints }) => ({ [keyword]: constraints[0] as unknown });
const always =
  (schema: JsonSchema): Keywords =>
  () =>
    schema;

/** What each decorator says in the words of JSON schema. */
const keywordsOf: Readonly<Record<string, Keywords>> = {
  isString: always({ type: 'string' }),
  isInt: always({ type: 'integer' }),
  isNumber: always({ type: 'number' }),
  isBoolean: always({ type: 'boolean' }),
  isObject: always({ type: 'object' }),
  isArray: always({ type: 'array' }),
  isUuid: always({ type: 'string', format: 'uuid' }),
  isIso8601: always({ type: 'string', format: 'date-time' }),
  isUrl: always({ type: 'string', format: 'uri' }),
  isBase64: always({ type: 'string', contentEncoding: 'base64' }),
  isNotEmpty: always({ minLength: 1 }),
  arrayNotEmpty: always({ minItems: 1 }),
  arrayUnique: always({ uniqueItems: true }),
  min: bound('minimum'),
  max: bound('maximum'),
  minLength: bound('minLength'),
  maxLength: bound('maxLength'),
  arrayMinSize: bound('minItems'),
  arrayMaxSize: bound('maxItems'),
  isIn: ({ constraints }) => ({ type: typeof (constraints[0] as unknown[])[0], enum: [...(constraints[0] as unknown[])] }),
  isLength: ({ constraints: [minLength, maxLength] }) => ({ type: 'string', minLength, maxLength }),
  matches: ({ constraints }) => ({ type: 'string', pattern: (constraints[0] as RegExp).source }),
};

const typeOfDesign = new Map<unknown, JsonSchema>([
  [String, { type: 'string' }],
  [Number, { type: 'number' }],
  [Boolean, { type: 'boolean' }],
  [Array, { type: 'array' }],
]);

/** Schemas of classes by name; a class that another one nests is added by itself. */
export class SchemaCollection {
  readonly schemas: Record<string, JsonSchema> = {};
  /** Every class that was looked at, those of inputs included. */
  readonly described = new Set<Schema<object>>();
  private readonly classes = new Map<string, Schema<object>>();

  /** A reference to a class's schema. */
  referTo(schema: Schema<object>): JsonSchema {
    const known = this.classes.get(schema.name);
    if (known && known !== schema) throw new Error(`Two classes of the REST surface are called ${schema.name}`);
    if (!known) this.add(schema);
    return { $ref: `#/components/schemas/${schema.name}` };
  }

  /** The properties of a class, each with its schema and whether it must be there. */
  propertiesOf(schema: Schema<object>): Map<string, { schema: JsonSchema; required: boolean }> {
    this.described.add(schema);
    const describe = ([name, rules]: [string, Rule[]]) =>
      [
        name,
        { schema: { ...this.property(schema, name, rules), ...describedBy(schema, name) }, required: !rules.some(isOptional) },
      ] as const;
    return new Map([...rulesByProperty(schema)].map(describe));
  }

  private add(schema: Schema<object>): void {
    this.classes.set(schema.name, schema);
    const properties = [...this.propertiesOf(schema)];
    this.schemas[schema.name] = {
      type: 'object',
      ...describedBy(schema, ''),
      properties: Object.fromEntries(properties.map(([name, property]) => [name, property.schema])),
      required: properties.filter(([, { required }]) => required).map(([name]) => name),
    };
  }

  private property(owner: Schema<object>, name: string, rules: readonly Rule[]): JsonSchema {
    const design: unknown = Reflect.getMetadata('design:type', owner.prototype as object, name);
    const nested = rules.some(({ type }) => type === 'nestedValidation') ? this.nested(owner, name, design) : {};
    const own = mergeKeywords(rules.filter(({ each }) => !each));
    const ofEach = { ...mergeKeywords(rules.filter(({ each }) => each)), ...nested };
    if (design !== Array) return { ...typeOfDesign.get(design), ...own, ...nested };
    return { type: 'array', ...own, ...(Object.keys(ofEach).length > 0 ? { items: ofEach } : {}) };
  }

  private nested(owner: Schema<object>, name: string, design: unknown): JsonSchema {
    return this.referTo(nestedClass(owner, name, design) ?? (design as Schema<object>));
  }
}

/** The class that `@Type` names: seen by letting class-transformer fill the property. */
function nestedClass(owner: Schema<object>, name: string, design: unknown): Schema<object> | undefined {
  const filled: unknown = (plainToInstance(owner, { [name]: design === Array ? [{}] : {} }) as Record<string, unknown>)[name];
  const sample = (Array.isArray(filled) ? filled[0] : filled) as object;
  return sample.constructor === Object ? undefined : (sample.constructor as Schema<object>);
}

function rulesByProperty(schema: Schema<object>): Map<string, Rule[]> {
  const rules = new Map<string, Rule[]>();
  for (const rule of getMetadataStorage().getTargetValidationMetadatas(schema, '', false, false)) {
    rules.set(rule.propertyName, [...(rules.get(rule.propertyName) ?? []), rule]);
  }
  return rules;
}

const isOptional = ({ type }: Rule): boolean => type === 'conditionalValidation';

function mergeKeywords(rules: readonly Rule[]): JsonSchema {
  return Object.assign({}, ...rules.map((rule) => keywordsOf[rule.name ?? '']?.(rule) ?? {})) as JsonSchema;
}
