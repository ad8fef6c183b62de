/** Writes the solution package of this version to `dist`, and beside it what it is: `npm run solution`. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFile, solutionPackage, uniqueName } from './solution-package';
import { solutionVersion } from './solution-version';

const root = join(__dirname, '..', '..', '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const target = join(root, 'dist', 'tools', 'sales-solution', packageFile);
mkdirSync(join(target, '..'), { recursive: true });
const archive = solutionPackage(join(root, 'tools', 'sales-solution', 'source'), solutionVersion(version));
const description = { uniqueName, version: solutionVersion(version), digest: createHash('sha256').update(archive).digest('hex') };
writeFileSync(target, archive);
writeFileSync(target.replace(/\.zip$/, '.json'), `${JSON.stringify(description)}\n`);
console.log(`dist/tools/sales-solution/${packageFile} ${solutionVersion(version)}`);
