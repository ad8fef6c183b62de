import { readFileSync, writeFileSync } from 'node:fs';
import { cataloguePage } from './catalogue-page';
import { ruleFiles } from './rule-files';

const path = 'docs/catalogue.md';

/** Writes the generated pages of `docs/`, or only says whether they are up to date. */
export function writePages(onlyCheck: boolean): void {
  const page = cataloguePage(ruleFiles());
  if (!onlyCheck) return writeFileSync(path, page);
  if (readFileSync(path, 'utf8') === page) return;
  console.error(`${path} is out of date: run npm run docs`);
  process.exitCode = 1;
}
