/** `npm start`: the whole platform on one machine. */
import { runDemo } from './demo-run';
import { Gateway } from './gateway';
import { readOptions, readSettings } from './options';
import { RunRecord } from './run-record';
import { Stack } from './stack';
import { holds, tableOf } from './summary';
import { Terminal } from './terminal';

const options = readOptions(process.argv.slice(2));
const terminal = new Terminal(options.json);

/** While workers are killed: leases that end soon after their holder, and requests that give up well before them. */
const hurried = { 'sync-orchestration': { LEASE_MS: '4500' }, 'sync-worker': { REQUEST_TIMEOUT_MS: '1500' } };

/** Resolves when somebody asks the stack to end. */
const askedToStop = new Promise<number>((resolve) => {
  process.on('SIGINT', () => resolve(0));
  process.on('SIGTERM', () => resolve(0));
});

async function main(): Promise<number> {
  const settings = { ...readSettings(process.env), ...(options.killWorkersEveryMs ? { variables: hurried } : {}) };
  const stack = new Stack(options, settings, await RunRecord.begin(settings.folder, settings.port));
  const starting = stack.start();
  try {
    return await Promise.race([starting.then(() => work(stack)), askedToStop, stack.broken.then(breakDown)]);
  } finally {
    terminal.say('Stopping …');
    await stack.stop(starting);
  }
}

async function work(stack: Stack): Promise<number> {
  const { port, apiToken } = stack.surroundings;
  const gateway = new Gateway(`http://127.0.0.1:${port}`, apiToken);
  const code = options.demo ? await demo(stack, gateway) : 0;
  if (options.once) return code;
  terminal.say(`\nTandem is up: ${gateway.url}/api/docs\nToken: ${apiToken}\nLogs: ${stack.logs}\nCtrl-C stops everything.`);
  return new Promise(() => undefined);
}

async function demo(stack: Stack, gateway: Gateway): Promise<number> {
  const summary = await runDemo({ stack, gateway, terminal });
  terminal.say(`\n${tableOf(summary)}`);
  terminal.result(summary);
  return holds(summary) ? 0 : 1;
}

function breakDown(why: string): never {
  throw new Error(why);
}

main().then(
  (code) => process.exit(code),
  (problem: unknown) => {
    terminal.say(problem instanceof Error ? problem.message : String(problem));
    process.exit(1);
  },
);
