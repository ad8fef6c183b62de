/** Writes the solution package of this version to `dist`: `npm run solution`. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFile, solutionPackage } from './solution-package';
import { solutionVersion } from './solution-version';

const root = join(__dirname, '..', '..', '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const target = join(root, 'dist', 'tools', 'sales-solution', packageFile);
mkdirSync(join(target, '..'), { recursive: true });
writeFileSync(target, solutionPackage(join(root, 'tools', 'sales-solution', 'source'), solutionVersion(version)));
console.log(`dist/tools/sales-solution/${packageFile} ${solutionVersion(version)}`);
