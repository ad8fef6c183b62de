/** Names say what a thing is: words that fit everything are refused in file names and in declared names. */
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

const emptyWords = [
  'util',
  'utils',
  'helper',
  'helpers',
  'common',
  'shared',
  'misc',
  'manager',
  'impl',
  'base',
  'data',
  'info',
  'processor',
];

/** Standing terms of the field, of cryptography and of TypeORM that hold such a word. */
const terms = /\b(base-currency|base-unit|master-data|shared-key|data-source|data-folder|data-file|sample-data)\b/g;
const declared = /\b(?:class|interface|type|function|enum)\s+([A-Za-z]\w*)/g;

const hyphenated = (name) => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
const isEmpty = (name) =>
  hyphenated(name)
    .replace(terms, '')
    .split(/[-_.]/)
    .some((word) => emptyWords.includes(word));

const sources = globSync('{apps,libs,tools}/**/*.{ts,tsx,mjs}', { exclude: (path) => /node_modules|fixtures|dist/.test(path) });
const problems = sources.flatMap((file) => {
  const name = basename(file).replace(/\.[a-z]+$/, '');
  const names = [...readFileSync(file, 'utf8').matchAll(declared)].map(([, found]) => found).filter(isEmpty);
  return [...(isEmpty(name) ? [`${file}: the file's name`] : []), ...names.map((found) => `${file}: ${found}`)];
});
for (const problem of problems) console.error(`${problem} holds a word that fits everything (${emptyWords.join(', ')})`);
console.log(`names: ${sources.length} files, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
