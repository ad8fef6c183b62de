/** The operations of the REST surface, as its OpenAPI document lists them. */
import { Rest } from './rest';

export interface DescribedOperation {
  readonly method: string;
  /** Below `/api/v1`, with `{parameters}`. */
  readonly path: string;
  /** Names of the parameters in the path. */
  readonly parameters: readonly string[];
}

type Paths = Readonly<Record<string, Readonly<Record<string, object>>>>;

const methods = new Set(['get', 'post', 'put', 'patch', 'delete']);
const root = '/api/v1';

/** Every operation below the root of the surface. */
export async function describedOperations({ url }: Rest): Promise<DescribedOperation[]> {
  const answer = await fetch(`${url.slice(0, -root.length)}/api/openapi.json`);
  const { paths } = (await answer.json()) as { paths: Paths };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations)
      .filter((method) => methods.has(method) && path.startsWith(root))
      .map((method) => ({ method: method.toUpperCase(), path: path.slice(root.length), parameters: parametersOf(path) })),
  );
}

const parametersOf = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);

/** The path with values in the place of its parameters. */
export const addressed = (path: string, values: Readonly<Record<string, string>>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
