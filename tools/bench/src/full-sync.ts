/** A full synchronisation of made-up customers, end to end, and the bare pump on the same simulators in the same run. */
import { cpus } from 'node:os';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReviewView } from '@tandem/contracts/reviews';
import type { JobView } from '@tandem/contracts/jobs';
import { demoConnection } from '../../local/src/demo-connection';
import { Gateway } from '../../local/src/gateway';
import { readSettings } from '../../local/src/options';
import { RunRecord } from '../../local/src/run-record';
import { Stack } from '../../local/src/stack';
import { clearCounters, median, memoryOf, simulatorLoads } from './figures';
import { openPumpSystems } from './pump-systems';
import { pump, Pumped } from './pump';

export interface FullSyncOptions {
  readonly customers: number;
  readonly workers: number;
  readonly seed: number;
  readonly pumps: number;
}

/** Requests a page of one direction may have in flight, as sync-orchestration gives them by default; chunks a worker has on its way. */
const slotsPerWorker = 8;
const sourceSlots = 5;
const lanesPerWorker = 2;

const gates = { pumpRatio: 0.25, recordsPerSecond: 3_000 };

export interface FullSyncFigures {
  readonly customers: number;
  /** Records seen in any mapping and direction, by the length of the whole review. */
  readonly recordsPerSecond: number;
  /** Customers that became accounts, by the length of the job that did it: first page taken to watermark written. */
  readonly customersPerSecond: number;
  readonly pumpRecordsPerSecond: number;
  /** `customersPerSecond` by `pumpRecordsPerSecond`. */
  readonly pumpRatio: number;
  /** Void where a simulator's own core was busier than this allows (0.9). */
  readonly pumpRatioVoid: boolean;
  /** Requests of the job by the fewest that could have done it: pages of 5,000 read, batches of 100 written. */
  readonly requestsVsFloor: number;
  readonly reviewSeconds: number;
  readonly rssMb: Readonly<Record<string, number>>;
  readonly simulatorShares: Readonly<Record<string, number>>;
  readonly seed: number;
  readonly gates: typeof gates;
  readonly versions: Readonly<Record<string, string>>;
}

interface Measured {
  readonly review: ReviewView;
  readonly job: JobView;
  readonly shares: Record<string, number>;
}

async function synchronise(stack: Stack, gateway: Gateway): Promise<Measured & { connectionId: string }> {
  const connectionId = await gateway.connect(await demoConnection(stack.simulators));
  await clearCounters(stack.simulators);
  const review = await gateway.watchFullSync(await gateway.startFullSync(connectionId), () => undefined);
  if (review.state !== 'finished') throw new Error(`The full synchronisation ended as ${review.state}.`);
  const shares = await simulatorLoads(stack.simulators);
  const jobId = review.lines.find(({ mapping }) => mapping === 'CUSTOMER')?.toSales?.jobId ?? '';
  return { connectionId, review, shares, job: await gateway.job(connectionId, jobId) };
}

async function pumpTimes(stack: Stack, { workers, pumps }: FullSyncOptions, companyId: string): Promise<Pumped[]> {
  const systems = await openPumpSystems(stack.simulators, { sales: workers * slotsPerWorker, businessCentral: sourceSlots }, companyId);
  const runs: Pumped[] = [];
  for (let run = 0; run < pumps; run++) runs.push(await pump({ ...systems, lanes: workers * lanesPerWorker }));
  await systems.close();
  return runs;
}

const seconds = (from: string | undefined, to: string | undefined): number => (Date.parse(to ?? '') - Date.parse(from ?? '')) / 1_000;

function figuresOf(options: FullSyncOptions, { review, job, shares }: Measured, runs: readonly Pumped[]): Omit<FullSyncFigures, 'rssMb'> {
  const { inserted } = job.counters;
  const customersPerSecond = Math.round(inserted / seconds(job.startedAt, job.endedAt));
  const pumpRecordsPerSecond = Math.round(median(runs.map(({ records, durationMs }) => (records / durationMs) * 1_000)));
  const floor = Math.ceil(job.counters.seen / 5_000) + Math.ceil(inserted / 100);
  const reviewSeconds = seconds(review.startedAt, review.endedAt);
  return {
    customers: options.customers,
    recordsPerSecond: Math.round(review.counters.seen / reviewSeconds),
    customersPerSecond,
    pumpRecordsPerSecond,
    pumpRatio: Math.round((customersPerSecond / pumpRecordsPerSecond) * 1_000) / 1_000,
    pumpRatioVoid: Object.values(shares).some((share) => share > 0.9),
    requestsVsFloor: Math.round(((job.requests.sales + job.requests.businessCentral) / floor) * 100) / 100,
    reviewSeconds,
    simulatorShares: shares,
    seed: options.seed,
    gates,
    versions: { node: process.version, processors: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}` },
  };
}

/** Starts a stack of its own in a temporary folder, measures, ends it. */
export async function fullSyncBenchmark(options: FullSyncOptions): Promise<FullSyncFigures> {
  const settings = { ...readSettings(process.env), folder: mkdtempSync(join(tmpdir(), 'tandem-bench-')) };
  const generate = { customers: options.customers, seed: options.seed };
  const record = await RunRecord.begin(settings.folder, settings.port);
  const stack = new Stack({ once: true, json: true, workers: options.workers, generate, secondRun: false, demo: true }, settings, record);
  const starting = stack.start();
  try {
    await Promise.race([starting, stack.broken.then((why) => Promise.reject(new Error(why)))]);
    const gateway = new Gateway(`http://127.0.0.1:${settings.port}`, stack.surroundings.apiToken);
    const measured = await synchronise(stack, gateway);
    const rssMb = memoryOf(settings.folder);
    const companyId = await gateway.companyOf(measured.connectionId);
    return { ...figuresOf(options, measured, await pumpTimes(stack, options, companyId)), rssMb };
  } finally {
    await stack.stop(starting);
  }
}
