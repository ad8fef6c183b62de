/** What `npm start -- …` understands, and what it reads from the environment. */
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';

export interface LocalOptions {
  /** End after the run instead of staying up. */
  readonly once: boolean;
  /** Print one JSON object to standard output; everything for people goes to standard error. */
  readonly json: boolean;
  readonly workers: number;
  /** What the simulators make up in addition to the samples (`{ customers: 20000 }`). */
  readonly generate: Readonly<Record<string, number>>;
  /** Restart all services after the run, then run through the change feeds and once more in full. */
  readonly secondRun: boolean;
  /** Kill a worker at this pace while it runs, in milliseconds. */
  readonly killWorkersEveryMs?: number;
  /** Simulators and a connection to them. */
  readonly demo: boolean;
}

export interface LocalSettings {
  /** Port of the gateway. The simulators take the next two. */
  readonly port: number;
  /** Token of the local administrator, where the operator chose one. */
  readonly apiToken?: string;
  /** A PostgreSQL server to use instead of the embedded one; a role that may create roles and databases. */
  readonly databaseUrl?: string;
  /** A NATS server to use instead of an own one. */
  readonly natsUrl?: string;
  readonly allowLoopback: boolean;
  /** Where the local stack keeps its state. */
  readonly folder: string;
  /** Variables of services beside the usual ones, by the service's name. */
  readonly variables?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Reads the command line; prints help or what is wrong and ends the process where that is due. */
export function readOptions(commandLine: readonly string[]): LocalOptions {
  const command = new Command('npm start --')
    .description('Brings the whole platform up and synchronises the sample company with Dynamics 365 Sales.')
    .option('--once', 'end after the run', false)
    .option('--json', 'print one JSON object at the end', false)
    .option('--workers <number>', 'how many sync workers to start', wholeNumber, 2)
    .option('--generate <amounts>', 'make up records beside the samples: customers=20000,seed=7', amounts, {})
    .option('--second-run', 'restart everything after the run and run again', false)
    .option('--kill-workers <milliseconds>', 'kill a worker at this pace while it runs', wholeNumber)
    .option('--no-demo', 'start neither simulators nor a demo connection')
    .parse([...commandLine], { from: 'user' });
  const { killWorkers, ...options } = command.opts<Omit<LocalOptions, 'killWorkersEveryMs'> & { killWorkers?: number }>();
  return { ...options, killWorkersEveryMs: killWorkers };
}

/** Reads the environment variables of the local stack. */
export function readSettings(variables: NodeJS.ProcessEnv): LocalSettings {
  return {
    port: wholeNumber(variables['TANDEM_PORT'] || '3000'),
    apiToken: variables['TANDEM_API_TOKEN'] || undefined,
    databaseUrl: variables['DATABASE_URL'] || undefined,
    natsUrl: variables['NATS_URL'] || undefined,
    allowLoopback: variables['TANDEM_ALLOW_LOOPBACK'] !== 'false',
    folder: variables['TANDEM_LOCAL_FOLDER'] || join(process.cwd(), '.local'),
  };
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError(`"${text}" is no whole number above 0.`);
  return Number(text);
}

function amounts(text: string): Record<string, number> {
  const pairs = text.split(',').map((pair) => /^([a-zA-Z]+)=(\d+)$/.exec(pair.trim()));
  if (pairs.some((pair) => !pair)) throw new InvalidArgumentError(`"${text}" is not NAME=NUMBER,…`);
  return Object.fromEntries(pairs.map((pair) => [pair?.[1] ?? '', Number(pair?.[2])]));
}
