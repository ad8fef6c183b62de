/** Writes the generated pages of `docs/`; with `--check` it only says whether they are up to date. */
import { readFileSync, writeFileSync } from 'node:fs';
import { cataloguePage } from './catalogue-page';
import { ruleFiles } from './rule-files';

const path = 'docs/catalogue.md';
const page = cataloguePage(ruleFiles());

if (!process.argv.includes('--check')) writeFileSync(path, page);
else if (readFileSync(path, 'utf8') !== page) {
  console.error(`${path} is out of date: run npm run docs`);
  process.exit(1);
}
