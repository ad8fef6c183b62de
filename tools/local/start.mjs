/** `npm start`: builds what it runs, then runs the launcher in this very process, so that signals reach it. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { applications, bundle, root } from '../build/bundle.mjs';

const tools = ['tools/local', 'tools/sales-solution', 'tools/simulator'];
const needed = applications().filter((folder) => folder.startsWith('apps/') || tools.includes(folder));

process.chdir(root);
await bundle(needed).catch(() => process.exit(1));
await import(pathToFileURL(join(root, 'dist', 'tools', 'local', 'main.js')).href);
