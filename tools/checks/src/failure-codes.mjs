/** Which failure codes a source can produce, and which a page of the documentation explains. */

/** `area.whatIsWrong`, as a text of its own and no action of the audit trail: codes are never put together from parts, so that a search for one finds it. */
const code = /(?<!from |import\(|action: [^,\n]*)'([a-z][A-Za-z]*\.[a-z][A-Za-z0-9]*)'/g;

/** Texts of the same form that are no codes: paths of settings, names of tokens, names of files. */
const otherwise = /^(sales|businessCentral|webService|salesOrderUser|options|tandem)\.|\.(aspx|cjs|js|json|md|mjs|ts|txt)$/;

const commentless = (source) => source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');

/** The codes in a TypeScript source, each once. */
export const codesIn = (source) => [
  ...new Set([...commentless(source).matchAll(code)].map(([, found]) => found).filter((found) => !otherwise.test(found))),
];

/** The codes in the first column of the tables of a Markdown page. */
export const documentedIn = (page) =>
  [...page.matchAll(/^\| (`[^|]+) \|/gm)].flatMap(([, cell]) => [...cell.matchAll(/`([^`]+)`/g)].map(([, found]) => found));

/**
 * @param codes `{code, file}` of every code in the sources
 * @param documented codes that have a row
 * @returns `undocumented`, the first place of each code without a row, and `unused`, the rows whose code nothing fails with
 */
export function differences(codes, documented) {
  const places = new Map([...codes].reverse().map(({ code, file }) => [code, file]));
  const undocumented = [...places].filter(([found]) => !documented.includes(found)).map(([found, file]) => ({ code: found, file }));
  const unused = [...new Set(documented)].filter((found) => !places.has(found));
  return { undocumented: undocumented.sort((one, other) => one.code.localeCompare(other.code)), unused };
}
