/**
 * Lints files that break the rules on purpose and fails unless every one is refused, by the rule that it names.
 * A fixture says in its first two lines where it pretends to lie and which rule must refuse it. Runs through Nx: without the project graph the boundaries are not checked at all.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ESLint } from 'eslint';

const root = process.cwd();
const folder = join(root, 'tools', 'checks', 'fixtures', 'boundaries');
const heading = /^\/\/ as (\S+)\n\/\/ refused by (\S+)\n/;

/** Lints one fixture in its pretended place: what is wrong with the verdict, or nothing. */
async function judge(eslint, file) {
  const code = readFileSync(join(folder, file), 'utf8');
  const [, place, rule] = heading.exec(code) ?? [];
  if (!place) return `${file}: its first two lines must say "// as PATH" and "// refused by RULE"`;
  const [{ messages }] = await eslint.lintText(code, { filePath: join(root, place) });
  const rules = messages.map(({ ruleId }) => ruleId);
  const asExpected = rule === 'nothing' ? rules.length === 0 : rules.includes(rule);
  return asExpected ? undefined : `${file}: expected to be refused by ${rule}, was refused by ${rules.join(', ') || 'nothing'}`;
}

const eslint = new ESLint({ cwd: root });
const files = readdirSync(folder).sort();
const verdicts = [];
for (const file of files) verdicts.push(await judge(eslint, file));
const problems = verdicts.filter(Boolean);
for (const problem of problems) console.error(problem);
console.log(`boundaries: ${files.length - problems.length} of ${files.length} fixtures judged as they should be`);
process.exitCode = problems.length === 0 && files.length > 0 ? 0 : 1;
