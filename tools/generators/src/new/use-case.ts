/** A new use case: a plain class with one method, and a test that fails until it does what it says. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { className, constantName, fileName } from './names';
import { newFile } from './new-file';

export interface UseCaseWish {
  /** The folder in `apps/`: `coupling`. */
  readonly service: string;
  /** What is asked, verb first: `forget-tombstones`. */
  readonly name: string;
  /** The abstract class in the service's `domain/` that it asks: `Couplings`. */
  readonly port: string;
  /** What it does, as a sentence. */
  readonly does: string;
}

function fileOfPort(root: string, { service, port }: UseCaseWish): string {
  const domain = join(root, 'apps', service, 'src', 'domain');
  if (!existsSync(domain)) throw new Error(`There is no service ${service} with a domain.`);
  const files = globSync('**/*.ts', { cwd: domain }).filter((file) =>
    new RegExp(`export abstract class ${port}\\b`).test(readFileSync(join(domain, file), 'utf8')),
  );
  if (!files[0]) throw new Error(`apps/${service}/src/domain declares no port ${port}.`);
  return join(domain, files[0]).replace(/\.ts$/, '');
}

const useCaseFile = ({ name, port, does }: UseCaseWish, importPath: string): string => `
  import { ${port} } from '${importPath}';

  /** What is asked. */
  export interface ${className(name)}Request {
    readonly connectionId: string;
  }

  /** ${does} */
  export class ${className(name)} {
    constructor(private readonly ${constantName(port)}: ${port}) {}

    run({ connectionId }: ${className(name)}Request): Promise<void> {
      return Promise.reject(new Error(\`Not written yet; asked by \${connectionId} of \${this.${constantName(port)}.constructor.name}.\`));
    }
  }`;

const specFile = ({ name, port, does }: UseCaseWish, importPath: string): string => `
  import { ${port} } from '${importPath}';
  import { ${className(name)} } from './${fileName(name)}';

  describe(${JSON.stringify(does)}, () => {
    it('happens', async () => {
      const ${constantName(port)} = {} as ${port};
      await new ${className(name)}(${constantName(port)}).run({ connectionId: '11111111-1111-4111-8111-111111111111' });
    });
  });`;

/** Answers the paths of what was written. @throws Error where service or port do not exist, or the use case does */
export async function newUseCase(root: string, wish: UseCaseWish): Promise<string[]> {
  const file = `apps/${wish.service}/src/use-cases/${fileName(wish.name)}`;
  const path = relative(dirname(join(root, file)), fileOfPort(root, wish)).replaceAll('\\', '/');
  return [await newFile(root, `${file}.ts`, useCaseFile(wish, path)), await newFile(root, `${file}.spec.ts`, specFile(wish, path))];
}
