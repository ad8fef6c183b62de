import { batchBodies, createMultipleBodies, readAll, sendBatches, sendCreateMultiple } from './workloads';
import { WireClient } from './wire-client';

/** What one kind of work came to. `perCpuSecond` counts the server's processor time only, so that a busy machine does not distort it. */
interface Throughput {
  perSecond: number;
  perCpuSecond: number;
}

/** Measures rows read and written against a running Dataverse simulator: `measure <url> [rows]`; prints one JSON object. */
async function measure(url: string, rows: number): Promise<Record<string, unknown>> {
  const client = new WireClient(url);
  await client.signIn();
  await client.send('PATCH', '/_control/limits', { body: JSON.stringify({ enabled: false }) });
  await client.send('POST', '/_control/generate', { body: JSON.stringify({ accounts: rows, seed: 7 }) });
  await readAll(client, 5000);
  const read = await timed(client, 3, () => readAll(client, 5000));
  const bulk = createMultipleBodies(rows / 100, 100);
  const createMultiple = await timed(client, 1, async () => sendCreateMultiple(client, bulk).then(() => rows));
  const batches = batchBodies(rows / 100, 100);
  const batch = await timed(client, 1, async () => sendBatches(client, batches).then(() => rows));
  const { rssMegabytes } = await counters(client);
  client.close();
  return { rows, columnsRead: 16, columnsWritten: 12, read, createMultiple, batch, rssMegabytes };
}

async function counters(client: WireClient): Promise<{ cpuShare: number; rssMegabytes: number }> {
  return JSON.parse((await client.send('GET', '/_control/counters')).body) as { cpuShare: number; rssMegabytes: number };
}

/** The best of several runs. */
async function timed(client: WireClient, runs: number, work: () => Promise<number>): Promise<Throughput> {
  const best: Throughput = { perSecond: 0, perCpuSecond: 0 };
  for (let run = 0; run < runs; run += 1) {
    await client.send('DELETE', '/_control/counters');
    const start = performance.now();
    const rows = await work();
    const seconds = (performance.now() - start) / 1000;
    const { cpuShare } = await counters(client);
    best.perSecond = Math.max(best.perSecond, Math.round(rows / seconds));
    best.perCpuSecond = Math.max(best.perCpuSecond, Math.round(rows / (seconds * cpuShare)));
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
