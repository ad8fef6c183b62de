import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Where package.json lies, seen from the bundle in dist and from the source. */
const candidates = ['../../../package.json', '../../../../../package.json'].map((path) => resolve(__dirname, path));

/** The version of Tandem's solution that a fresh organisation has: that of the package which is built beside this simulator, as four numbers. */
export function solutionVersion(): string {
  for (const path of candidates) {
    const { name, version } = manifestAt(path);
    if (name === 'tandem' && version !== undefined) return `${version.replace(/-.*$/, '')}.0`;
  }
  throw new Error(`There is no package.json of Tandem at ${candidates.join(' or ')}.`);
}

function manifestAt(path: string): { name?: string; version?: string } {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { name?: string; version?: string };
  } catch {
    return {};
  }
}
