/** One operation of the document: where each property of its input comes from, what it answers, who may call it. */
import { STATUS_CODES } from 'node:http';
import { Schema } from '@tandem/contracts/contract';
import { Operation } from '../http/operation';
import { Route } from '../http/routes';
import { JsonSchema, SchemaCollection } from './json-schema';
import { problemsOf } from './problem-responses';

type Property = readonly [name: string, { readonly schema: JsonSchema; readonly required: boolean }];

/** The operation of a route. */
export function describeOperation(route: Route, schemas: SchemaCollection): object {
  const operation = route.operation!;
  const { fromPath, fromQuery, fromBody } = sortProperties(route, schemas);
  const parameters = [...fromPath.map(inPath), ...fromQuery.map(inQuery), ...headersOf(operation)];
  return {
    operationId: `${route.group[0]!.toLowerCase()}${route.group.slice(1)}.${route.name}`,
    summary: operation.summary,
    tags: [route.group],
    ...(route.access === 'anybody' ? { security: [] } : { 'x-tandem-roles': route.access }),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(fromBody.length > 0 ? { requestBody: requestBody(fromBody) } : {}),
    responses: { ...success(operation, schemas), ...problemsOf(route, operation) },
  };
}

function sortProperties(
  { method, path, operation }: Route,
  schemas: SchemaCollection,
): Record<'fromPath' | 'fromQuery' | 'fromBody', Property[]> {
  const properties = operation?.input ? [...schemas.propertiesOf(operation.input)] : [];
  const isInPath = ([name]: Property): boolean => path.split('/').includes(`:${name}`);
  const others = properties.filter((property) => !isInPath(property));
  const hasBody = /^(POST|PUT|PATCH)$/.test(method);
  return { fromPath: properties.filter(isInPath), fromQuery: hasBody ? [] : others, fromBody: hasBody ? others : [] };
}

const inPath = ([name, { schema }]: Property) => ({ name, in: 'path', required: true, schema });

/** A list takes 100 items where the request does not say how many. */
const inQuery = ([name, { schema, required }]: Property) =>
  name === 'limit'
    ? { name, in: 'query', schema: { ...schema, default: 100 } }
    : { name, in: 'query', ...(required ? { required } : {}), schema };

function headersOf({ starts, versioned, stream }: Operation): object[] {
  return [
    ...(starts
      ? [
          header('Idempotency-Key', 'A repeated request with the same key gets the first answer.', {
            type: 'string',
            minLength: 1,
            maxLength: 255,
          }),
        ]
      : []),
    ...(versioned === 'write'
      ? [header('If-Match', 'The ETag that was read; the change is refused where it is not the present one.')]
      : []),
    ...(stream ? [header('Last-Event-ID', 'Id of the last event that was received; the stream goes on behind it.')] : []),
  ];
}

const header = (name: string, description: string, schema: JsonSchema = { type: 'string' }) => ({
  name,
  in: 'header',
  description,
  schema,
});

function requestBody(properties: readonly Property[]): object {
  const required = properties.filter(([, property]) => property.required).map(([name]) => name);
  const schema = {
    type: 'object',
    properties: Object.fromEntries(properties.map(([name, property]) => [name, property.schema])),
    ...(required.length > 0 ? { required } : {}),
    additionalProperties: false,
  };
  return { required: required.length > 0, content: { 'application/json': { schema } } };
}

function success(operation: Operation, schemas: SchemaCollection): Record<number, object> {
  const { status = 200, answer, stream, acceptedWith } = operation;
  if (stream) return { 200: { description: 'A stream of events', content: { 'text/event-stream': { schema: { type: 'string' } } } } };
  if (!answer) return { [status]: { description: STATUS_CODES[status]! } };
  const answered = { [status]: response(status, answer, schemas) };
  return acceptedWith ? { ...answered, 202: response(202, answer, schemas) } : answered;
}

function response(status: number, answer: NonNullable<Operation['answer']>, schemas: SchemaCollection): object {
  return { description: STATUS_CODES[status]!, content: { 'application/json': { schema: schemaOfAnswer(answer, schemas) } } };
}

function schemaOfAnswer(answer: NonNullable<Operation['answer']>, schemas: SchemaCollection): JsonSchema {
  if (!Array.isArray(answer)) return schemas.referTo(answer as Schema<object>);
  return { oneOf: (answer as readonly Schema<object>[]).map((schema) => schemas.referTo(schema)) };
}
