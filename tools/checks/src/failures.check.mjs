/** Every code that the programs can fail with has a row with cause and remedy in `docs/failures.md`, and every row a code. */
import { globSync, readFileSync } from 'node:fs';
import { codesIn, differences, documentedIn } from './failure-codes.mjs';

const sources = globSync('{libs,apps}/*/src/**/*.ts', {
  exclude: (path) => /\.(spec|fixture|contract|story|integration)\.ts$|\/testing\/|\/contract\/|system-tests/.test(path),
});
const codes = sources.flatMap((file) => codesIn(readFileSync(file, 'utf8')).map((code) => ({ code, file })));
const documented = documentedIn(readFileSync('docs/failures.md', 'utf8'));

const { undocumented, unused } = differences(codes, documented);
for (const { code, file } of undocumented) console.error(`${code} (${file}) has no row in docs/failures.md`);
for (const code of unused) console.error(`${code} has a row in docs/failures.md, but nothing fails with it`);
console.log(`failures: ${new Set(codes.map(({ code }) => code)).size} codes, ${undocumented.length + unused.length} problems`);
process.exitCode = codes.length > 0 && undocumented.length + unused.length === 0 ? 0 : 1;
