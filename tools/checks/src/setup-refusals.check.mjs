/** Every row of the product's set-up errors stands in `docs/setup-refusals.md` with a code that `docs/failures.md` explains and a test that names the code. */
import { existsSync, readFileSync } from 'node:fs';
import { documentedIn } from './failure-codes.mjs';
import { problemsOf, refusalsIn } from './setup-refusals.mjs';

const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);
const refusals = refusalsIn(read('docs/setup-refusals.md') ?? '');
const problems = problemsOf(refusals, { documented: documentedIn(read('docs/failures.md') ?? ''), read });
for (const problem of problems) console.error(problem);
console.log(`set-up refusals: ${refusals.length} rows, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
