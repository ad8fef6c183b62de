/** `npm run bench -- NAME`: builds everything, then runs the benchmark. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, root } from '../build/bundle.mjs';

process.chdir(root);
await bundle().catch(() => process.exit(1));
await import(pathToFileURL(join(root, 'dist', 'tools', 'bench', 'main.js')).href);
