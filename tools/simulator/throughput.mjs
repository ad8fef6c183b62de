/** Measures a simulator: server on one core, client on another. `node tools/simulator/throughput.mjs [dataverse|business-central] [rows]` */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { availableParallelism } from 'node:os';
import { build } from 'esbuild';

const folder = dirname(fileURLToPath(import.meta.url));
const out = join(folder, '..', '..', '.local', 'simulator-throughput');
const [service = 'dataverse', rows = '50000'] = process.argv.slice(2);

mkdirSync(out, { recursive: true });
await build({
  entryPoints: { main: join(folder, 'src', 'main.ts'), measure: join(folder, 'src', service, 'throughput', 'measure.ts') },
  outdir: out,
  bundle: true,
  platform: 'node',
  format: 'cjs',
});

/** Pinned where the system knows `taskset` and has two cores. */
function start(core, ...words) {
  const pinned = process.platform === 'linux' && availableParallelism() > 1;
  const command = [process.execPath, ...words];
  const environment = { ...process.env, TANDEM_SIMULATOR_DATA: join(folder, 'data') };
  return spawn(pinned ? 'taskset' : command[0], pinned ? ['-c', String(core), ...command] : command.slice(1), {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

const firstLine = (child) =>
  new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
    child.stdout.once('data', (text) => resolve(String(text)));
  });

const server = start(0, join(out, 'main.js'), '--service', service, '--no-sample');
try {
  const { url } = JSON.parse(await firstLine(server));
  const client = start(1, join(out, 'measure.js'), url, rows);
  client.stdout.pipe(process.stdout);
  await new Promise((resolve) => client.once('exit', resolve));
} finally {
  server.removeAllListeners('exit');
  server.kill();
}
