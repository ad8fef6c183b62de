import { batchBodies, createMultipleBodies, readAll, sendBatches, sendCreateMultiple } from './workloads';
import { WireClient } from './wire-client';

/** Measures rows read and written per second against a running Dataverse simulator: `measure <url> [rows]`; prints one JSON object. */
async function measure(url: string, rows: number): Promise<Record<string, unknown>> {
  const client = new WireClient(url);
  await client.signIn();
  await client.send('PATCH', '/_control/limits', { body: JSON.stringify({ enabled: false }) });
  await client.send('POST', '/_control/generate', { body: JSON.stringify({ accounts: rows, seed: 7 }) });
  await readAll(client, 5000);
  const read = await timed(3, () => readAll(client, 5000));
  const bulk = createMultipleBodies(rows / 100, 100);
  const createMultiple = await timed(1, async () => sendCreateMultiple(client, bulk).then(() => rows));
  const batches = batchBodies(rows / 100, 100);
  const batch = await timed(1, async () => sendBatches(client, batches).then(() => rows));
  const { rssMegabytes } = JSON.parse((await client.send('GET', '/_control/counters')).body) as { rssMegabytes: number };
  client.close();
  return { rows, readRowsPerSecond: read, createMultipleRowsPerSecond: createMultiple, batchRowsPerSecond: batch, rssMegabytes };
}

/** The best of several runs, in rows per second. */
async function timed(runs: number, work: () => Promise<number>): Promise<number> {
  let best = 0;
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    const rows = await work();
    best = Math.max(best, Math.round((rows * 1000) / (performance.now() - start)));
  }
  return best;
}

measure(process.argv[2] ?? 'http://127.0.0.1:4701', Number(process.argv[3] ?? 50_000)).then(
  (figures) => process.stdout.write(`${JSON.stringify(figures)}\n`),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  },
);
