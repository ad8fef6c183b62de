/** `npm run faults`: builds what it runs, then runs the matrix in this very process, so that signals reach it. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { applications, bundle, root } from '../build/bundle.mjs';

const needed = applications().filter((folder) => folder.startsWith('apps/') || ['tools/faults', 'tools/simulator'].includes(folder));

process.chdir(root);
await bundle(needed).catch(() => process.exit(1));
await import(pathToFileURL(join(root, 'dist', 'tools', 'faults', 'main.js')).href);
