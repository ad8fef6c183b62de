/** What `npm run faults -- …` understands. */
import { Command, InvalidArgumentError } from 'commander';

export interface FaultOptions {
  /** Ids of the scenarios to run; all of them where it is absent. */
  readonly only?: readonly string[];
  /** Print one JSON object to standard output; everything for people goes to standard error. */
  readonly json: boolean;
  readonly seed: number;
}

const largestSeed = 2 ** 31;

/** Reads the command line; prints help or what is wrong and ends the process where that is due. */
export function readOptions(commandLine: readonly string[]): FaultOptions {
  return new Command('npm run faults --')
    .description('Plays the scenarios of the fault matrix on a stack of their own and judges what comes of them.')
    .option('--only <ids>', 'only these scenarios: F-01,F-03', idsIn)
    .option('--json', 'print one JSON object at the end', false)
    .option('--seed <number>', 'what randomness starts from', seedIn, Math.floor(Math.random() * largestSeed))
    .parse([...commandLine], { from: 'user' })
    .opts<FaultOptions>();
}

function idsIn(text: string): string[] {
  const ids = text.split(',').map((id) => id.trim().toUpperCase());
  const wrong = ids.filter((id) => !/^F-\d{2}$/.test(id));
  if (wrong.length > 0) throw new InvalidArgumentError(`"${wrong.join(', ')}" is no id such as F-03.`);
  return [...new Set(ids)];
}

function seedIn(text: string): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) >= largestSeed) throw new InvalidArgumentError(`"${text}" is no whole number below 2³¹.`);
  return Number(text);
}
