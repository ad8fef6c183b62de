/** Where each special rule stands: the file that declares it and the file that tests it. */
import { existsSync, globSync, readFileSync } from 'node:fs';

export interface RuleFile {
  /** The sentence that names the rule. */
  readonly ruleName: string;
  /** From the root of the repository. */
  readonly path: string;
  readonly testPath: string;
}

const declaredName = /\n\s+name: '((?:[^'\\]|\\.)*)',/;

/** Every rule of the catalogue, by reading its files. @throws Error for a rule without a test */
export function ruleFiles(): RuleFile[] {
  const paths = globSync('libs/domain/src/catalogue/rules/*.ts').map((path) => path.replaceAll('\\', '/'));
  return paths
    .filter((path) => !path.endsWith('.spec.ts'))
    .flatMap((path) => {
      const ruleName = declaredName.exec(readFileSync(path, 'utf8'))?.[1];
      if (ruleName === undefined) return [];
      const testPath = path.replace(/\.ts$/, '.spec.ts');
      if (!existsSync(testPath)) throw new Error(`${path} has no test`);
      return [{ ruleName, path, testPath }];
    });
}
