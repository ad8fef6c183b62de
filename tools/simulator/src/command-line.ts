import type { GenerateRequest } from './service/simulated-service';

/** The options of the command line. */
export interface SimulatorSettings {
  service: ServiceName;
  host: string;
  /** 0 = any free one. */
  port: number;
  sample: boolean;
  /** Whether Tandem's solution is installed in Dataverse. */
  solution: boolean;
  generate: GenerateRequest | undefined;
}

export const serviceNames = ['dataverse', 'business-central'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** Reads the options; an unknown or wrong one is an error with a message for people. */
export function parseArguments(words: readonly string[]): SimulatorSettings {
  const given = new Map<string, string>();
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as string;
    if (word === '--no-sample' || word === '--no-solution') given.set(word, 'true');
    else if (['--service', '--host', '--port', '--generate'].includes(word)) given.set(word, words[++at] ?? '');
    else throw new Error(`Unknown option '${word}'. Known: --service, --host, --port, --no-sample, --no-solution, --generate.`);
  }
  const service = serviceNames.find((name) => name === given.get('--service'));
  if (service === undefined) throw new Error(`--service must be one of ${serviceNames.join(', ')}.`);
  const port = Number(given.get('--port') ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('--port must be a number from 0 to 65535.');
  return {
    service,
    host: given.get('--host') ?? '127.0.0.1',
    port,
    sample: !given.has('--no-sample'),
    solution: !given.has('--no-solution'),
    generate: amountsOf(given.get('--generate')),
  };
}

/** `customers=100000,seed=7` */
function amountsOf(text: string | undefined): GenerateRequest | undefined {
  if (text === undefined) return undefined;
  const entries = text.split(',').map((part): [string, number] => {
    const [name = '', amount = ''] = part.split('=');
    if (!/^\d+$/.test(amount)) throw new Error(`--generate wants name=amount, not '${part}'.`);
    return [name, Number(amount)];
  });
  return Object.fromEntries(entries);
}
