/** Reads what an operation takes out of path, query and body, and checks it against the operation's class. */
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validateSync, ValidationError } from 'class-validator';
import { Schema } from '@tandem/contracts/contract';
import { InvalidProperty, invalidRequest } from './refusal';

export interface RequestParts {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

const rules = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: false,
  validationError: { target: false, value: false },
} as const;
const defaultLimit = 100;

/**
 * The input of an operation. Lists are asked for 100 items where the request names no limit.
 * @throws Refusal 400 `request.invalid` naming every property that is wrong or unknown
 */
export function readInput<T extends object>(schema: Schema<T>, { path, query, body }: RequestParts): T {
  if (body !== undefined && body !== null && !isPlainObject(body))
    throw invalidRequest([{ property: '', message: 'the body must be a JSON object' }]);
  refuseDoubles(path, { ...query, ...body });
  const texts = textsToValues(schema, { ...query, ...path });
  const limit = propertiesOf(schema).has('limit') ? { limit: defaultLimit } : {};
  const value = plainToInstance(schema, { ...limit, ...body, ...texts });
  const errors = validateSync(value, rules).flatMap((error) => problemsIn(error, ''));
  if (errors.length > 0) throw invalidRequest(errors);
  return value;
}

/** Checks a body that belongs to no path or query. */
export const readBody = <T extends object>(schema: Schema<T>, body: unknown): T =>
  readInput(schema, { path: {}, query: {}, body: body ?? {} });

/** Names of the properties that a class declares. */
export function propertiesOf(schema: Schema<object>): Set<string> {
  return new Set(
    getMetadataStorage()
      .getTargetValidationMetadatas(schema, '', false, false)
      .map(({ propertyName }) => propertyName),
  );
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function refuseDoubles(path: object, others: object): void {
  const doubles = Object.keys(others).filter((name) => name in path);
  if (doubles.length === 0) return;
  throw invalidRequest(doubles.map((property) => ({ property, message: `${property} is part of the address and may not be given again` })));
}

/** Path and query are text: numbers, booleans and lists are read from it where the class declares them. */
function textsToValues(schema: Schema<object>, texts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const typeOf = (name: string): unknown => Reflect.getMetadata('design:type', schema.prototype as object, name);
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, textToValue(text, typeOf(name))]));
}

function textToValue(text: unknown, type: unknown): unknown {
  if (type === Array) return Array.isArray(text) ? text : String(text).split(',');
  if (typeof text !== 'string') return text;
  if (type === Number) return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  if (type === Boolean) return text === 'true' ? true : text === 'false' ? false : text;
  return text;
}

function problemsIn({ property, constraints, children }: ValidationError, path: string): InvalidProperty[] {
  const here = path ? `${path}.${property}` : property;
  const own = Object.values(constraints ?? {}).map((message) => ({ property: here, message: path ? `${path}.${message}` : message }));
  return [...own, ...(children ?? []).flatMap((child) => problemsIn(child, here))];
}
