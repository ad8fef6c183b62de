/** Generated pages say what the code says. */
import { spawnSync } from 'node:child_process';

const run = (...args) => spawnSync(process.execPath, args, { stdio: 'inherit' }).status ?? 1;

process.exitCode = run('tools/build/bundle.mjs', 'generators') || run('dist/tools/generators/main.js', 'docs', '--check');
