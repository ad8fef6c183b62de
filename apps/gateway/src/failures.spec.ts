import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const catalogue = readFileSync(join(__dirname, '../../../docs/failures.md'), 'utf8');
const sources = readdirSync(__dirname, { recursive: true, encoding: 'utf8' }).filter((path) => /(?<!\.spec|\.fixture)\.ts$/.test(path));

it('every code that the gateway itself answers with has its cause and remedy in the catalogue', () => {
  const texts = sources.map((path) => readFileSync(join(__dirname, path), 'utf8')).join('\n');
  const refusals = [...texts.matchAll(/code: '([a-z]+\.[a-zA-Z]+)'|new Failure\(\s*'\w+',\s*'([a-z]+\.[a-zA-Z]+)'/g)].map(
    ([, refusal, failure]) => refusal ?? failure,
  );
  expect(refusals.length).toBeGreaterThan(15);
  for (const code of refusals) expect(catalogue).toContain(`\`${code}\``);
});
