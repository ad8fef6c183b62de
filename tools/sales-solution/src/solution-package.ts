/** Packs the source of the solution into the archive that Dataverse imports. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { zipSync, type Zippable } from 'fflate';

/** The solution's name among all others, in every organisation. */
export const uniqueName = 'tandem_salesintegration';

/** What the archive is called in `dist`, and by those who look for it. */
export const packageFile = `${uniqueName}.zip`;

/** ZIP knows no earlier day. Every file bears this one, in whatever time zone it is packed, so that one source gives one archive. */
const everyDay = new Date(1980, 0, 1);

const placeholder = '$version$';

/**
 * The archive as bytes; the same bytes for the same source and version.
 * @param folder with `solution.xml`, `customizations.xml`, `[Content_Types].xml` and the web resources
 * @param version four numbers, as `solutionVersion` gives them
 */
export function solutionPackage(folder: string, version: string): Uint8Array {
  const files: Zippable = {};
  for (const path of filesBelow(folder)) files[path] = [contentOf(join(folder, path), version), { mtime: everyDay }];
  return zipSync(files, { level: 9 });
}

/** Paths as an archive writes them, in an order that does not depend on the file system. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** Line ends are those of the repository, even where a checkout has changed them. */
function contentOf(path: string, version: string): Uint8Array {
  const text = readFileSync(path, 'utf8').replaceAll('\r\n', '\n').replace(placeholder, version);
  return new TextEncoder().encode(text);
}
