/** The OpenAPI 3.1 document of the gateway, made from the routes and from the classes that validate their input. */
import { Problem, problemMediaType } from '../http/problem';
import { Route } from '../http/routes';
import { SchemaCollection } from './json-schema';
import { describeOperation } from './operation-object';
import { problemResponses } from './problem-responses';

export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: object;
  readonly paths: Record<string, Record<string, object>>;
  readonly components: object;
  readonly security: readonly object[];
  readonly tags: readonly object[];
}

const description = `Tandem keeps Dynamics 365 Sales and Dynamics 365 Business Central in step.

Lists take \`limit\` (1 to 500) and \`cursor\` and answer \`{items, nextCursor}\`. Errors are \`application/problem+json\` with \`code\`, \`detail\`, \`help\` and \`correlationId\`. Times are UTC ISO 8601; directions are \`toSales\` and \`fromSales\`. A POST that starts something honours \`Idempotency-Key\`.`;

/** The document; the same routes always give the same text. */
export function openApiDocument(routes: readonly Route[], version: string): OpenApiDocument {
  const schemas = new SchemaCollection();
  const problem = schemas.referTo(Problem);
  const paths: OpenApiDocument['paths'] = {};
  for (const route of [...routes].sort(byPath))
    (paths[templateOf(route.path)] ??= {})[route.method.toLowerCase()] = describeOperation(route, schemas);
  return {
    openapi: '3.1.0',
    info: { title: 'Tandem', version, description, license: { name: 'MIT', identifier: 'MIT' } },
    paths,
    components: {
      schemas: schemas.schemas,
      responses: problemResponses({ [problemMediaType]: { schema: problem } }),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'An API token, or a token of the identity provider.' } },
    },
    security: [{ bearer: [] }],
    tags: [...new Set(routes.map(({ group }) => group))].sort().map((name) => ({ name })),
  };
}

const templateOf = (path: string): string => path.replace(/:(\w+)/g, '{$1}');
const byPath = (left: Route, right: Route): number =>
  left.path === right.path ? left.method.localeCompare(right.method) : left.path < right.path ? -1 : 1;
