/** Bundles every application into `dist/<its folder>/main.js`: libraries are inlined, npm packages stay outside. `npm run build [-- NAME…]` */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform } from '@swc/core';
import { build } from 'esbuild';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const swcOptions = {
  ...JSON.parse(await readFile(join(root, '.swcrc'), 'utf8')),
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: 'commonjs' },
};
delete swcOptions.$schema;

/**
 * esbuild drops the metadata that decorators need at run time; swc keeps it. The metadata asks for imported types at run time,
 * where they are undefined: CommonJS allows that, modules do not.
 */
const decorated = /^\s*@[A-Z]/m;

const decoratorMetadata = {
  name: 'decorator-metadata',
  setup(bundler) {
    bundler.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!decorated.test(source)) return { contents: source, loader: 'ts' };
      const { code } = await transform(source, { ...swcOptions, filename: path });
      return { contents: code, loader: 'js' };
    });
  },
};

/** The applications that exist: folder → entry point. */
export function applications() {
  const folders = ['apps', 'tools'].flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`));
  return folders.filter((folder) => existsSync(join(root, folder, 'src', 'main.ts')));
}

/** Packs the solution that connection-setup imports into Dynamics 365 Sales; the package belongs to what is built. */
const solution = 'tools/sales-solution';

/** Bundles the given applications (folders such as `apps/coupling`), all of them by default. */
export async function bundle(folders = applications()) {
  await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(folders.map((folder) => [`${folder}/main`, join(root, folder, 'src', 'main.ts')])),
    outdir: join(root, 'dist'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'external',
    alias: Object.fromEntries(
      ['domain', 'contracts', 'connectors', 'platform'].map((lib) => [`@tandem/${lib}`, join(root, 'libs', lib, 'src')]),
    ),
    sourcemap: true,
    logLevel: 'warning',
    plugins: [decoratorMetadata],
  });
  if (folders.includes(solution))
    execFileSync(process.execPath, [join(root, 'dist', solution, 'main.js')], { stdio: ['ignore', 'ignore', 'inherit'] });
  return folders;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const names = process.argv.slice(2);
  if (names.length === 0) rmSync(join(root, 'dist'), { recursive: true, force: true });
  const chosen = applications().filter((folder) => names.length === 0 || names.some((name) => folder.endsWith(`/${name}`)));
  const start = performance.now();
  await bundle(chosen).catch(() => process.exit(1));
  console.log(`${chosen.length} applications bundled in ${Math.round(performance.now() - start)} ms: ${chosen.join(', ')}`);
}
