/** `npm run bench -- full-sync --customers 100000 --json`: measures the platform against the bare pump on the same simulators. */
import { Command } from 'commander';
import { fullSyncBenchmark } from './full-sync';

const command = new Command('npm run bench --').description('Measures the platform on this machine, against the simulators.');

command
  .command('full-sync')
  .description('a full synchronisation of made-up customers, end to end, against a pump without any bookkeeping')
  .option('--customers <number>', 'how many customers', Number, 100_000)
  .option('--workers <number>', 'how many sync workers', Number, 2)
  .option('--seed <number>', 'of the made-up customers', Number, 7)
  .option('--pumps <number>', 'how often the pump runs; its median counts', Number, 3)
  .option('--json', 'print one JSON object', false)
  .action(async ({ json, ...options }: Parameters<typeof fullSyncBenchmark>[0] & { json: boolean }) => {
    const figures = await fullSyncBenchmark(options);
    console.log(json ? JSON.stringify(figures) : figures);
    process.exit(figures.pumpRatio >= figures.gates.pumpRatio && figures.recordsPerSecond >= figures.gates.recordsPerSecond ? 0 : 1);
  });

command.parseAsync(process.argv).catch((problem: unknown) => {
  console.error(problem instanceof Error ? problem.message : problem);
  process.exit(1);
});
