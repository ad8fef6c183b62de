/** Figures about processes and simulators. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Simulator } from '../../local/src/simulators';

/** Greatest resident memory of each process of the stack so far, in megabytes. Linux only. */
export function memoryOf(folder: string): Record<string, number> {
  const record = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as { children: { name: string; pid: number }[] };
  const figures = record.children.map(({ name, pid }) => [name, greatestMemory(pid)] as const);
  return Object.fromEntries(figures.filter((figure): figure is [string, number] => figure[1] !== undefined));
}

function greatestMemory(pid: number): number | undefined {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return undefined;
  const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(file, 'utf8'))?.[1];
  return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
}

/** Clears a simulator's counters, so that the share of its processor is that of what follows. */
export async function clearCounters(simulators: readonly Simulator[]): Promise<void> {
  await Promise.all(simulators.map(({ url }) => fetch(`${url}/_control/counters`, { method: 'DELETE' })));
}

/** The share of one core that each simulator has used since its counters were cleared. */
export async function simulatorLoads(simulators: readonly Simulator[]): Promise<Record<string, number>> {
  const shares = simulators.map(async ({ url, system }) => {
    const { cpuShare } = (await (await fetch(`${url}/_control/counters`)).json()) as { cpuShare?: number };
    return [system, Math.round((cpuShare ?? 0) * 100) / 100] as const;
  });
  return Object.fromEntries(await Promise.all(shares));
}

export const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
