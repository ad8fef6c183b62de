/** `npm start`: builds everything, then runs the launcher in this very process, so that signals reach it. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, root } from '../build/bundle.mjs';

process.chdir(root);
await bundle().catch(() => process.exit(1));
await import(pathToFileURL(join(root, 'dist', 'tools', 'local', 'main.js')).href);
