/** `npm run faults`: the fault matrix. */
import { join } from 'node:path';
import { readSettings } from '../../local/src/options';
import { chosen } from './matrix';
import { readOptions } from './options';
import { play } from './play';
import { Result, Scenario } from './scenario';
import { Stage } from './stage';

const options = readOptions(process.argv.slice(2));

/** A stack of its own beside the one of `npm start`. */
const ownStack = { TANDEM_PORT: '3400', TANDEM_LOCAL_FOLDER: join(process.cwd(), '.local', 'faults') };

/** Problems of one scenario that are told to people. */
const mostProblems = 10;

const say = (words: string): void => void (options.json ? process.stderr : process.stdout).write(`${words}\n`);

async function main(): Promise<number> {
  const scenarios = chosen(options.only);
  say(`Seed ${options.seed}`);
  const stage = await Stage.open(readSettings({ ...ownStack, ...process.env }));
  const askedToStop = new Promise<never>((_, reject) => process.once('SIGINT', () => reject(new Error('Stopped.'))));
  const broken = stage.stack.broken.then((why): never => {
    throw new Error(why);
  });
  try {
    const results = await Promise.race([playAll(scenarios, stage), askedToStop, broken]);
    if (options.json) process.stdout.write(`${JSON.stringify({ scenarios: results })}\n`);
    return results.every(({ passed }) => passed) ? 0 : 1;
  } finally {
    await stage.close();
  }
}

async function playAll(scenarios: readonly Scenario[], stage: Stage): Promise<Result[]> {
  const results: Result[] = [];
  for (const scenario of scenarios) {
    say(`${scenario.id} ${scenario.sentence} (${scenario.length.compressed}; in the matrix: ${scenario.length.real})`);
    const result = await play(scenario, { stage, seed: options.seed, say });
    results.push(result);
    tell(result);
  }
  return results;
}

function tell({ id, passed, verdict, figures, problems }: Result): void {
  say(`${id} ${verdict ?? (passed ? 'passed' : 'FAILED')} ${JSON.stringify(figures)}`);
  for (const problem of problems.slice(0, mostProblems)) say(`${id}   ${problem}`);
  if (problems.length > mostProblems) say(`${id}   and ${problems.length - mostProblems} more`);
}

main().then(
  (code) => process.exit(code),
  (problem: unknown) => {
    process.stderr.write(`${problem instanceof Error ? problem.message : String(problem)}\n`);
    process.exit(1);
  },
);
